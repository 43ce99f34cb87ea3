using System.Data.Common;
using DuckDB.NET.Data;

namespace Duet.Engine.Facts.DuckDb;

/// <summary>Interns actors to aliases. Knows the recent ones by heart and looks the others up.</summary>
internal sealed class Aliases(DuckDBConnection connection, Surrogates surrogates)
{
    private const int Remembered = 200_000;
    private static readonly string[] Kinds = [.. Enum.GetNames<ActorKind>().Select(FactColumn.Word)];

    private readonly Dictionary<(string Realm, string Key), Known> known = [];

    // The kind as the source says it; what a link makes of it is in the table only.
    private readonly record struct Known(int Id, string Name, ActorKind Kind);

    private readonly record struct Link(int? Person, string? Kind);

    /// <summary>Every alias, for <see cref="Read"/>.</summary>
    public static FactSql All { get; } = new("SELECT id, realm, key, name, source_kind, kind, person FROM alias ORDER BY id");

    public static KnownAlias Read(DbDataReader row) =>
        new(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetString(3), KindOf(row.GetString(4)), KindOf(row.GetString(5)), row.GetInt32(6));

    public static string WordOf(ActorKind kind) => Kinds[(int)kind];

    /// <summary>The alias of an actor that <see cref="Intern"/> was given.</summary>
    public int Of(Actor actor) => known[KeyOf(actor)].Id;

    /// <summary>Gives new actors an alias and takes over newer names and kinds; among several of one actor the last counts.</summary>
    public void Intern(IReadOnlyList<object> rows, IReadOnlyList<Func<object, Actor?>> actors)
    {
        Dictionary<(string Realm, string Key), Actor> wanted = [];
        foreach (var actorOf in actors)
        {
            foreach (var row in rows)
            {
                if (actorOf(row) is not { } actor) continue;
                var key = KeyOf(actor);
                if (wanted.ContainsKey(key) || !known.TryGetValue(key, out var before) || Differs(actor, before)) wanted[key] = actor;
            }
        }
        if (wanted.Count == 0) return;

        LookUp([.. wanted.Keys.Where(key => !known.ContainsKey(key))]);
        Insert([.. wanted.Where(w => !known.ContainsKey(w.Key))]);
        Update([.. wanted.Where(w => Differs(w.Value, known[w.Key]))]);
    }

    /// <summary>Between two batches: keeps memory bounded.</summary>
    public void Trim()
    {
        if (known.Count > Remembered) known.Clear();
    }

    /// <summary>After a transaction that was rolled back.</summary>
    public void Forget() => known.Clear();

    private void LookUp(List<(string Realm, string Key)> keys)
    {
        if (keys.Count == 0 || !surrogates.AnyGiven("alias")) return;

        Stage(keys);
        var found = connection.Rows(
            "SELECT s.ord, a.id, a.name, a.source_kind FROM stage_alias s JOIN alias a ON a.realm = s.realm AND a.key = s.key",
            r => (Key: keys[r.GetInt32(0)], Alias: new Known(r.GetInt32(1), r.GetString(2), KindOf(r.GetString(3)))));
        foreach (var (key, alias) in found) known[key] = alias;
    }

    private void Insert(List<KeyValuePair<(string Realm, string Key), Actor>> actors)
    {
        if (actors.Count == 0) return;

        var links = LinksOf([.. actors.Select(actor => actor.Key)]);
        var id = (int)surrogates.Take("alias", actors.Count);
        using var appender = connection.CreateAppender("alias");
        foreach (var (key, actor) in actors)
        {
            var (name, kind, link) = (NameOf(actor), WordOf(actor.Kind), links.GetValueOrDefault(key));
            appender.CreateRow()
                .AppendValue(id).AppendValue(key.Realm).AppendValue(key.Key).AppendValue(name)
                .AppendValue(link.Kind ?? kind).AppendValue(link.Person ?? id).AppendValue(kind)
                .EndRow();
            known[key] = new Known(id++, name, actor.Kind);
        }
    }

    private Dictionary<(string Realm, string Key), Link> LinksOf(List<(string Realm, string Key)> keys)
    {
        if (connection.Value("SELECT 1 FROM link LIMIT 1") is null) return [];

        Stage(keys);
        return connection.Rows(
            "SELECT s.ord, l.person, l.kind FROM stage_alias s JOIN link l ON l.realm = s.realm AND l.key = s.key",
            r => (Key: keys[r.GetInt32(0)], Link: new Link(r.IsDBNull(1) ? null : r.GetInt32(1), r.IsDBNull(2) ? null : r.GetString(2))))
            .ToDictionary(found => found.Key, found => found.Link);
    }

    private void Stage(List<(string Realm, string Key)> keys)
    {
        connection.Run("CREATE OR REPLACE TEMP TABLE stage_alias (ord INTEGER, realm VARCHAR, key VARCHAR)");
        using var appender = connection.CreateAppender("stage_alias");
        for (var i = 0; i < keys.Count; i++) appender.CreateRow().AppendValue(i).AppendValue(keys[i].Realm).AppendValue(keys[i].Key).EndRow();
    }

    private void Update(List<KeyValuePair<(string Realm, string Key), Actor>> actors)
    {
        if (actors.Count == 0) return;

        connection.Run("CREATE OR REPLACE TEMP TABLE stage_alias (id INTEGER, name VARCHAR, kind VARCHAR)");
        using (var appender = connection.CreateAppender("stage_alias"))
        {
            foreach (var (key, actor) in actors)
            {
                var before = known[key];
                var after = before with { Name = NameOf(actor) is { Length: > 0 } name ? name : before.Name, Kind = actor.Kind };
                appender.CreateRow().AppendValue(after.Id).AppendValue(after.Name).AppendValue(WordOf(after.Kind)).EndRow();
                known[key] = after;
            }
        }
        connection.Run("""
            UPDATE alias SET name = s.name, source_kind = s.kind, kind = s.kind_now
            FROM (
              SELECT s.id, s.name, s.kind, coalesce(l.kind, s.kind) AS kind_now
              FROM stage_alias s JOIN alias a ON a.id = s.id LEFT JOIN link l ON l.realm = a.realm AND l.key = a.key
            ) s
            WHERE alias.id = s.id
            """);
    }

    // A source that knows no name does not take away the one another batch gave.
    private static bool Differs(Actor actor, Known known) =>
        actor.Kind != known.Kind || (actor.Name.Length > 0 && !string.Equals(NameOf(actor), known.Name, StringComparison.Ordinal));

    private static (string Realm, string Key) KeyOf(Actor actor) => (FactText.Clean(actor.Realm)!, FactText.Clean(actor.Key)!);

    private static ActorKind KindOf(string word) => (ActorKind)Array.IndexOf(Kinds, word);

    private static string NameOf(Actor actor) => FactText.Clean(actor.Name)!;
}
