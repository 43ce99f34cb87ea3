using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Duet.Surveys.Form;

/// <summary>
/// The rows of several sheets, each with a random id of its own, in the order of these ids: neither the ids nor their order say which
/// belong together.
/// </summary>
internal sealed class SheetRows(DbConnection connection, DbTransaction transaction)
{
    private const string IsOpen = "SELECT \"Id\" FROM waves WHERE \"Id\" = @wave AND \"State\" = 'Open'";
    private const string PlaceOfPulse =
        "SELECT \"CohortId\" FROM pulse_places WHERE pulse_places.\"WaveId\" = pulse_tickets.\"WaveId\" AND pulse_places.\"PersonId\" = pulse_tickets.\"PersonId\"";
    private const int FewRows = 16;
    private const int ManyRows = 80;
    private const int IdBytes = 16;

    private readonly List<object?[]> answers = [];
    private readonly List<object?[]> comments = [];
    private readonly List<object?[]> joint = [];

    /// <summary>Uses the ticket up and keeps the sheet's rows to be written; false where there is no such ticket.</summary>
    public async Task<bool> TryAddAsync(Submission submission)
    {
        var taken = submission.Ticket is not { } ticket ? await ScalarAsync(IsOpen, submission.Wave, null)
            : submission.IsPulse ? await ScalarAsync($"DELETE FROM pulse_tickets WHERE \"Hash\" = @ticket AND \"WaveId\" IN ({IsOpen}) RETURNING ({PlaceOfPulse})", submission.Wave, ticket)
            : await ScalarAsync($"DELETE FROM tickets WHERE \"Hash\" = @ticket AND \"WaveId\" IN ({IsOpen}) RETURNING \"CohortId\"", submission.Wave, ticket);
        if (taken is null)
            return false;
        var cohort = submission.Ticket is null ? null : taken;
        var sheet = submission.IsJoint ? RandomNumberGenerator.GetBytes(IdBytes) : null;
        foreach (var answer in submission.Sheet.Answers)
        {
            answers.Add([RandomNumberGenerator.GetBytes(IdBytes), submission.Wave, cohort, answer.Item, answer.Value, answer.Choice]);
            if (sheet is not null && answer.Value is { } value)
                joint.Add([sheet, answer.Item, submission.Wave, value]);
        }
        foreach (var comment in submission.Sheet.Comments)
            comments.Add([RandomNumberGenerator.GetBytes(IdBytes), submission.Wave, comment.Item, comment.Text, comment.MayQuote]);
        return true;
    }

    public async Task WriteAsync()
    {
        await WriteAsync("answers", ["Id", "WaveId", "CohortId", "Item", "Value", "Choice"], [DbType.Binary, DbType.Int32, DbType.Int32, DbType.String, DbType.Int32, DbType.String], answers);
        await WriteAsync("survey_comments", ["Id", "WaveId", "Item", "Text", "MayQuote"], [DbType.Binary, DbType.Int32, DbType.String, DbType.String, DbType.Boolean], comments);
        await WriteAsync("joint_answers", ["Sheet", "Item", "WaveId", "Value"], [DbType.Binary, DbType.String, DbType.Int32, DbType.Int32], joint);
    }

    private async Task<object?> ScalarAsync(string sql, int wave, byte[]? ticket)
    {
        await using var command = Command(sql);
        Add(command, "wave", DbType.Int32, wave);
        if (ticket is not null)
            Add(command, "ticket", DbType.Binary, ticket);
        return await command.ExecuteScalarAsync();
    }

    private async Task WriteAsync(string table, string[] columns, DbType[] types, List<object?[]> rows)
    {
        rows.Sort((one, other) => ((byte[])one[0]!).AsSpan().SequenceCompareTo((byte[])other[0]!));
        // SQLite looks for each parameter by its name among all of a statement; PostgreSQL is asked over the network.
        var most = connection is SqliteConnection ? FewRows : ManyRows;
        await using var several = Insert(table, columns, types, most);
        foreach (var chunk in rows.Chunk(most))
        {
            await using var fewer = chunk.Length < most ? Insert(table, columns, types, chunk.Length) : null;
            var command = fewer ?? several;
            for (var row = 0; row < chunk.Length; row++)
                for (var at = 0; at < columns.Length; at++)
                    command.Parameters[(row * columns.Length) + at].Value = chunk[row][at] ?? DBNull.Value;
            await command.ExecuteNonQueryAsync();
        }
    }

    private DbCommand Insert(string table, string[] columns, DbType[] types, int rows)
    {
        var command = Command("");
        var sql = new StringBuilder($"INSERT INTO {table} (\"").AppendJoin("\", \"", columns).Append("\") VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var at = 0; at < columns.Length; at++)
            {
                var name = string.Create(CultureInfo.InvariantCulture, $"p{row}_{at}");
                sql.Append(at == 0 ? "@" : ", @").Append(name);
                Add(command, name, types[at], null);
            }
            sql.Append(')');
        }
        command.CommandText = sql.ToString();
        return command;
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction) = (sql, transaction);
        return command;
    }

    private static void Add(DbCommand command, string name, DbType type, object? value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, type, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }
}
