using System.Text.Json;
using System.Text.Json.Serialization;
using Duet.Access;
using Duet.Teams.Records;

namespace Duet.Teams.Me;

/// <summary>A person's own work and data: seen by nobody else.</summary>
internal static class MeModule
{
    public const string Page = "/me";
    public const string DataPath = Page + "/data.json";

    public static IServiceCollection AddMe(this IServiceCollection services)
    {
        services.AddScoped<OwnFiles>();
        services.AddScoped<OwnWork>();
        return services;
    }

    public static void MapMe(this IEndpointRouteBuilder routes) =>
        routes.MapGet(DataPath, DownloadAsync).ExcludeFromDescription().Needs(Permission.OwnDataRead);

    private static async Task<IResult> DownloadAsync(OwnFiles files, TimeProvider time, HttpResponse response, CancellationToken cancellationToken)
    {
        var data = OwnData.Of(await files.ReadAsync(cancellationToken), time.GetUtcNow());
        response.Headers.CacheControl = "no-store";
        return TypedResults.File(JsonSerializer.SerializeToUtf8Bytes(data, OwnJson.Default.OwnData), "application/json", "duet-my-data.json");
    }
}

/// <summary>What a person takes away: all that Duet holds about them, in plain words and times.</summary>
internal sealed record OwnData(
    DateTimeOffset AsOf, OwnAccount? Account, OwnPerson? Person, IReadOnlyList<OwnIdentity> Identities, IReadOnlyList<OwnTeam> Teams,
    IReadOnlyList<OwnDiscipline> Disciplines, IReadOnlyList<OwnFacts> Facts, IReadOnlyList<OwnHolding> Holdings, IReadOnlyList<OwnMention> AuditMentions)
{
    public static OwnData Of(OwnFile file, DateTimeOffset now) => new(
        now,
        file.Account,
        file.Person is { Person: var person } known ? new OwnPerson(person.Id, person.Name, person.Mail, person.ExternalId, person.LeftAt, person.CreatedAt, known.Attributes) : null,
        [.. file.Identities.Select(identity => new OwnIdentity(identity.Id.Realm, identity.Id.Key, identity.Name, identity.Method, identity.LinkedAt))],
        [.. (file.Person?.Teams ?? []).Select(team => new OwnTeam(team.Name, team.IsPrimary, team.IsLead, team.Span.Since, team.Span.Until))],
        [.. (file.Person?.Disciplines ?? []).Select(period => new OwnDiscipline(period.Discipline, period.Since, period.Until))],
        file.Facts,
        file.Holdings,
        file.Mentions);
}

internal sealed record OwnPerson(int Id, string Name, string? Mail, string? ExternalId, DateTimeOffset? LeftAt, DateTimeOffset CreatedAt,
    IReadOnlyDictionary<string, string> Attributes);

internal sealed record OwnIdentity(string Source, string Key, string Name, LinkMethod? LinkedBy, DateTimeOffset? LinkedAt);

internal sealed record OwnTeam(string Name, bool IsPrimary, bool IsLead, DateTimeOffset? Since, DateTimeOffset? Until);

internal sealed record OwnDiscipline(string Discipline, DateTimeOffset? Since, DateTimeOffset? Until);

/// <summary>How the file is written.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true, UseStringEnumConverter = true)]
[JsonSerializable(typeof(OwnData))]
internal sealed partial class OwnJson : JsonSerializerContext;
