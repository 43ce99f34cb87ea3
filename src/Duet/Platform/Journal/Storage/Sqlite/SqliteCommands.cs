using Microsoft.Data.Sqlite;

namespace Duet.Platform.Journal.Storage.Sqlite;

/// <summary>Statements with parameters by place.</summary>
internal static class SqliteCommands
{
    public static SqliteCommand Command(this SqliteConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var i = 0; i < values.Length; i++) command.Parameters.Add(new SqliteParameter($"${i + 1}", values[i] ?? DBNull.Value));
        return command;
    }

    /// <summary>A statement to be run often, with so many parameters named <c>$1</c> and on.</summary>
    public static SqliteCommand Prepare(this SqliteConnection connection, string text, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        return command;
    }

    public static SqliteCommand With(this SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    public static int Run(this SqliteConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(text, values);
        return command.ExecuteNonQuery();
    }

    public static List<T> Rows<T>(this SqliteConnection connection, string text, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(text, values);
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public static string? TextOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static byte[]? BytesOrNull(this SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<byte[]>(column);
}
