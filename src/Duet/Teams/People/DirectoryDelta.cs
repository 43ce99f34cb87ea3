using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Duet.Teams.Records;

namespace Duet.Teams.People;

/// <summary>What a change did to the directory, row by row: enough to take it back exactly, and to see whether that still can be.</summary>
internal sealed record DirectoryDelta
{
    public IReadOnlyList<RowChange<Person>> People { get; init; } = [];
    public IReadOnlyList<RowChange<IdentityLink>> Links { get; init; } = [];
    public IReadOnlyList<RowChange<Membership>> Memberships { get; init; } = [];
    public IReadOnlyList<RowChange<DisciplinePeriod>> Disciplines { get; init; } = [];
    public IReadOnlyList<RowChange<PersonAttribute>> Attributes { get; init; } = [];
    public IReadOnlyList<RowChange<AccountPerson>> Accounts { get; init; } = [];

    public static DirectoryDelta Between(DirectoryImage before, DirectoryImage after) => new()
    {
        People = Changes(before.People, after.People, row => row.Id, DeltaJson.Default.Person),
        Links = Changes(before.Links, after.Links, row => (row.Realm, row.Key), DeltaJson.Default.IdentityLink),
        Memberships = Changes(before.Memberships, after.Memberships, row => row.Id, DeltaJson.Default.Membership),
        Disciplines = Changes(before.Disciplines, after.Disciplines, row => row.Id, DeltaJson.Default.DisciplinePeriod),
        Attributes = Changes(before.Attributes, after.Attributes, row => (row.PersonId, row.Name), DeltaJson.Default.PersonAttribute),
        Accounts = Changes(before.Accounts, after.Accounts, row => row.Id, DeltaJson.Default.AccountPerson),
    };

    public static DirectoryDelta Parse(string json) => JsonSerializer.Deserialize(json, DeltaJson.Default.DirectoryDelta)!;

    /// <summary>Every row that changed, and the people that were not there before: who takes the change back takes them.</summary>
    public IEnumerable<string> Touched() => Rows().Concat(People.Where(change => change.Before is null).Select(change => Owner(change.After!.Id)));

    /// <summary>Every row that changed, and whose it was or became: this cannot be taken back without them.</summary>
    public IEnumerable<string> Needed() => Rows().Concat(Owners().Distinct().Select(Owner));

    public override string ToString() => JsonSerializer.Serialize(this, DeltaJson.Default.DirectoryDelta);

    private static string Owner(int person) => $"owner {person}";

    private IEnumerable<string> Rows() =>
        People.Select(change => $"person {(change.Before ?? change.After)!.Id}")
            .Concat(Links.Select(change => change.Before ?? change.After!).Select(link => $"link {link.Realm} {link.Key}"))
            .Concat(Memberships.Select(change => $"membership {(change.Before ?? change.After)!.Id}"))
            .Concat(Disciplines.Select(change => $"discipline {(change.Before ?? change.After)!.Id}"))
            .Concat(Attributes.Select(change => change.Before ?? change.After!).Select(row => $"attribute {row.PersonId} {row.Name}"))
            .Concat(Accounts.Select(change => $"account {(change.Before ?? change.After)!.Id}"));

    private IEnumerable<int> Owners() => Both(Links).Select(row => row.PersonId)
        .Concat(Both(Memberships).Select(row => row.PersonId)).Concat(Both(Disciplines).Select(row => row.PersonId))
        .Concat(Both(Attributes).Select(row => row.PersonId)).Concat(Both(Accounts).Select(row => row.PersonId).OfType<int>());

    private static IEnumerable<T> Both<T>(IReadOnlyList<RowChange<T>> changes) where T : class =>
        changes.SelectMany(change => new[] { change.Before, change.After }).OfType<T>();

    private static List<RowChange<T>> Changes<T, TKey>(
        IReadOnlyList<T> before, IReadOnlyList<T> after, Func<T, TKey> keyOf, JsonTypeInfo<T> type) where T : class where TKey : notnull
    {
        var (old, now) = (before.ToDictionary(keyOf), after.ToDictionary(keyOf));
        return
        [
            .. old.Keys.Union(now.Keys)
                .Select(key => new RowChange<T>(old.GetValueOrDefault(key), now.GetValueOrDefault(key)))
                .Where(change => !Same(change.Before, change.After, type)),
        ];
    }

    /// <summary>Whether two rows say the same in every column.</summary>
    public static bool Same<T>(T? one, T? other, JsonTypeInfo<T> type) where T : class =>
        one is null || other is null
            ? one is null && other is null
            : JsonSerializer.SerializeToUtf8Bytes(one, type).AsSpan().SequenceEqual(JsonSerializer.SerializeToUtf8Bytes(other, type));
}

/// <summary>One row before and after; null where it was not there.</summary>
internal sealed record RowChange<T>(T? Before, T? After) where T : class;

/// <summary>How changes are kept.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(DirectoryDelta))]
internal sealed partial class DeltaJson : JsonSerializerContext;
