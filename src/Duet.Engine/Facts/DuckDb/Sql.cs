using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Short forms for statements on a connection.</summary>
internal static class Sql
{
    /// <summary>Always quoted: <c>at</c>, <c>key</c> and <c>release</c> are words of the language.</summary>
    public static string Name(string identifier) => $"\"{identifier}\"";

    public static int Run(this DuckDBConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first value of the first row; null where there is none or it is null.</summary>
    public static object? Value(this DuckDBConnection connection, string sql, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Command(sql, parameters);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    public static List<T> Rows<T>(this DuckDBConnection connection, string sql, Func<DuckDBDataReader, T> read, params ReadOnlySpan<object?> parameters)
    {
        using var command = connection.Command(sql, parameters);
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private static DuckDBCommand Command(this DuckDBConnection connection, string sql, ReadOnlySpan<object?> parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var parameter in parameters) command.Parameters.Add(new DuckDBParameter(parameter ?? DBNull.Value));
        return command;
    }
}
