using System.ComponentModel;

namespace Duet.Teams.Api;

/// <summary>All teams.</summary>
internal sealed record TeamsJson(IReadOnlyList<TeamJson> Teams);

/// <summary>A team in the list: each before those below it.</summary>
internal sealed record TeamJson
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public int? Parent { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    [Description("Whose primary team it is today.")]
    public required int People { get; init; }

    [Description("Those and the people of all teams below.")]
    public required int PeopleBelow { get; init; }

    [Description("What it owns today.")]
    public required IReadOnlyList<string> Services { get; init; }

    public static TeamJson Of(TeamNode team) => new()
    {
        Id = team.Id,
        Name = team.Name,
        Parent = team.Parent,
        EndedAt = team.EndedAt,
        People = team.People,
        PeopleBelow = team.PeopleBelow,
        Services = [.. team.Services.Select(service => service.Name)],
    };
}

/// <summary>One team with its people, services and hours.</summary>
internal sealed record TeamDetailJson
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public int? Parent { get; init; }
    public string? ExternalId { get; init; }
    public DateTimeOffset? EndedAt { get; init; }

    [Description("Send it with a change to be refused where somebody else was quicker.")]
    public required string Stamp { get; init; }

    [Description("The hours in force; null for the installation's.")]
    public CalendarJson? Calendar { get; init; }

    [Description("All memberships, also those that ended.")]
    public required IReadOnlyList<MemberJson> Members { get; init; }
    public required IReadOnlyList<OwnedServiceJson> Services { get; init; }

    public static TeamDetailJson Of(TeamPicture picture) => new()
    {
        Id = picture.Team.Id,
        Name = picture.Team.Name,
        Parent = picture.Team.ParentId,
        ExternalId = picture.Team.ExternalId,
        EndedAt = picture.Team.EndedAt,
        Stamp = Teams.Stamp.Of(picture.Team),
        Calendar = picture.Calendar is { } calendar ? CalendarJson.Of(calendar, picture.CalendarOf) : null,
        Members = [.. picture.Members.Select(MemberJson.Of)],
        Services = [.. picture.Services.Select(service => new OwnedServiceJson(service.Id, service.Name, service.Span.Since, service.Span.Until))],
    };
}

/// <param name="From">The team whose hours they are: this one, or the nearest above that has some.</param>
internal sealed record CalendarJson(
    string Zone, string Start, string End, IReadOnlyList<string> Days, IReadOnlyList<DateOnly> Holidays, string? From)
{
    public static CalendarJson Of(Records.TeamCalendar calendar, string? from) => new(
        calendar.Zone, Clock(calendar.Start), Clock(calendar.End), [.. calendar.Days.Select(day => day.ToString())], calendar.Holidays, from);

    private static string Clock(TimeOnly time) => time.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>A person in a team for a while: since included, until not; null where it is open.</summary>
internal sealed record MemberJson
{
    public required int Id { get; init; }
    public required int Person { get; init; }
    public required string Name { get; init; }
    public string? Discipline { get; init; }
    public DateTimeOffset? Since { get; init; }
    public DateTimeOffset? Until { get; init; }
    public required bool Secondary { get; init; }
    public required bool Lead { get; init; }
    public required string Stamp { get; init; }

    public static MemberJson Of(TeamMember member) => new()
    {
        Id = member.Membership,
        Person = member.Person,
        Name = member.Name,
        Discipline = member.Discipline,
        Since = member.Span.Since,
        Until = member.Span.Until,
        Secondary = !member.IsPrimary,
        Lead = member.IsLead,
        Stamp = member.Stamp,
    };
}

internal sealed record OwnedServiceJson(int Id, string Name, DateTimeOffset? Since, DateTimeOffset? Until);

/// <summary>All services.</summary>
internal sealed record ServicesJson(IReadOnlyList<ServiceJson> Services);

/// <summary>A service with everybody who owned it and the code it is made of.</summary>
internal sealed record ServiceJson
{
    public required int Id { get; init; }
    public required string Name { get; init; }
    public int? ProductId { get; init; }
    public string? Product { get; init; }
    public string? Description { get; init; }
    public string? ExternalId { get; init; }
    public required string Stamp { get; init; }
    public required IReadOnlyList<OwnerJson> Owners { get; init; }
    public required IReadOnlyList<CodeJson> Code { get; init; }

    public static ServiceJson Of(ServiceView service) => new()
    {
        Id = service.Id,
        Name = service.Name,
        ProductId = service.ProductId,
        Product = service.Product,
        Description = service.Description,
        ExternalId = service.ExternalId,
        Stamp = service.Stamp,
        Owners = [.. service.Owners.Select(owner => new OwnerJson(owner.Id, owner.TeamId, owner.Team, owner.Span.Since, owner.Span.Until, owner.Stamp))],
        Code = [.. service.Code.Select(code => new CodeJson(code.Id, code.Repo, code.Path))],
    };
}

internal sealed record OwnerJson(int Id, int TeamId, string Team, DateTimeOffset? Since, DateTimeOffset? Until, string Stamp);

internal sealed record CodeJson(int Id, string Repo, string Path);

/// <summary>What lies at a place of the code, before it is mapped.</summary>
internal sealed record CodeLookJson(string Repo, string Path, bool Known, long Files, DateTimeOffset? LastTouched, IReadOnlyList<FolderJson> Folders)
{
    public static CodeLookJson Of(CodeLook look) => new(
        look.Repo, look.Folder, look.IsKnown, look.Files, look.LastTouched, [.. look.Folders.Select(folder => new FolderJson(folder.Name, folder.Files))]);
}

internal sealed record FolderJson(string Name, long Files);

/// <summary>All products.</summary>
internal sealed record ProductsJson(IReadOnlyList<ProductJson> Products);

internal sealed record ProductJson(int Id, string Name, string? ExternalId, string Stamp);

/// <summary>What became of a change.</summary>
internal sealed record WrittenJson
{
    [Description("added, changed or unchanged.")]
    public required string Outcome { get; init; }

    [Description("Of what was added, changed or found.")]
    public required int Id { get; init; }

    [Description("The past whose numbers move; left out where none do.")]
    public MovesJson? Moves { get; init; }
}

/// <summary>A span of the past: since included, until not; null for ever since.</summary>
internal sealed record MovesJson(DateTimeOffset? Since, DateTimeOffset? Until);
