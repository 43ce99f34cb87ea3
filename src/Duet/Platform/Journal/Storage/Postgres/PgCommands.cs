using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Duet.Platform.Journal.Storage.Postgres;

/// <summary>Statements with parameters by place.</summary>
internal static class PgCommands
{
    public static NpgsqlCommand Command(this NpgsqlConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlCommand(text, connection);
        foreach (var value in values)
        {
            command.Parameters.Add(value switch
            {
                null => new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
                string words => new NpgsqlParameter { Value = Clean(words) },
                _ => new NpgsqlParameter { Value = value },
            });
        }
        return command;
    }

    public static int Run(this NpgsqlConnection connection, string text, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(text, values);
        return command.ExecuteNonQuery();
    }

    public static List<T> Rows<T>(this NpgsqlConnection connection, string text, Func<NpgsqlDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using var command = connection.Command(text, values);
        using var reader = command.ExecuteReader();
        List<T> rows = [];
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public static void Copy(this NpgsqlConnection connection, string table, Action<NpgsqlBinaryImporter> write)
    {
        using var importer = connection.BeginBinaryImport($"COPY journal.{table} FROM STDIN (FORMAT BINARY)");
        write(importer);
        importer.Complete();
    }

    public static void WriteOrNull(this NpgsqlBinaryImporter importer, string? text)
    {
        if (text is null) importer.WriteNull();
        else importer.Write(Clean(text), NpgsqlDbType.Text);
    }

    public static void WriteOrNull(this NpgsqlBinaryImporter importer, byte[]? bytes)
    {
        if (bytes is null) importer.WriteNull();
        else importer.Write(bytes, NpgsqlDbType.Bytea);
    }

    /// <summary>PostgreSQL takes neither NUL nor halves of surrogate pairs.</summary>
    public static string Clean(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Replace('\0', '\uFFFD')));
}
