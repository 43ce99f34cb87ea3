using DuckDB.NET.Data;
using Duet.Engine.Time;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Replaces the tables of the dimensions, inside a transaction. A table that would say the same is left alone.</summary>
internal sealed class DimensionTables(DuckDBConnection connection)
{
    /// <returns>Whether anything is another than before.</returns>
    public bool Replace(Dimensions dimensions)
    {
        var changed = Replace("link", dimensions.Links, (link, row) => row
            .AppendValue(Clean(link.Realm)).AppendValue(Clean(link.Key)).AppendValue(link.Person).AppendValue(link.Kind is { } kind ? Aliases.WordOf(kind) : null));
        // Identities first seen with the links of before have followed those already.
        if (changed) FollowLinks();

        changed |= Replace("team", dimensions.Teams, (team, row) => row
            .AppendValue((int?)team.Id).AppendValue(Clean(team.Name)).AppendValue(team.Parent)
            .AppendValue(team.Calendar is { } calendar ? WorkingCalendarText.Write(calendar) : null));
        changed |= Replace("membership", dimensions.Memberships, (membership, row) => row
            .AppendValue((int?)membership.Person).AppendValue((int?)membership.Team).AppendValue(Utc(membership.Since)).AppendValue(Utc(membership.Until)));
        changed |= Replace("discipline", dimensions.Disciplines, (discipline, row) => row
            .AppendValue((int?)discipline.Person).AppendValue(Clean(discipline.Discipline)).AppendValue(Utc(discipline.Since)).AppendValue(Utc(discipline.Until)));
        changed |= Replace("service", dimensions.Services, (service, row) => row
            .AppendValue(Clean(service.Name)).AppendValue(Clean(service.Product)));
        changed |= Replace("service_owner", dimensions.Owners, (owner, row) => row
            .AppendValue(Clean(owner.Service)).AppendValue((int?)owner.Team).AppendValue(Utc(owner.Since)).AppendValue(Utc(owner.Until)));
        changed |= Replace("repo_service", dimensions.RepoServices, (code, row) => row
            .AppendValue(Clean(code.Repo)).AppendValue(Clean(code.Path)).AppendValue(Clean(code.Service)));
        connection.Run("DROP TABLE IF EXISTS temp.stage_dimension");
        return changed;
    }

    private bool Replace<T>(string table, IReadOnlyList<T> rows, Func<T, IDuckDBAppenderRow, IDuckDBAppenderRow> append)
    {
        connection.Run($"CREATE OR REPLACE TEMP TABLE stage_dimension AS FROM {table} LIMIT 0");
        using (var appender = connection.CreateAppender("stage_dimension"))
        {
            foreach (var row in rows) append(row, appender.CreateRow()).EndRow();
        }
        var differs = connection.Value($"""
            SELECT EXISTS (FROM stage_dimension EXCEPT ALL FROM {table}) OR EXISTS (FROM {table} EXCEPT ALL FROM stage_dimension)
            """) is true;
        if (differs) connection.Run($"DELETE FROM {table}; INSERT INTO {table} FROM stage_dimension");
        return differs;
    }

    private void FollowLinks() => connection.Run("""
        UPDATE alias SET person = n.person, kind = n.kind
        FROM (
          SELECT a.id, coalesce(l.person, a.id) AS person, coalesce(l.kind, a.source_kind) AS kind
          FROM alias a LEFT JOIN link l ON l.realm = a.realm AND l.key = a.key
        ) n
        WHERE alias.id = n.id AND (alias.person <> n.person OR alias.kind <> n.kind)
        """);

    private static string? Clean(string? text) => FactText.Clean(text);

    private static DateTime? Utc(DateTimeOffset time) => time.UtcDateTime;
}
