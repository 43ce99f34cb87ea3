using System.ComponentModel;
using Duet.Initiatives.Records;

namespace Duet.Initiatives.Api;

/// <summary>All initiatives.</summary>
internal sealed record InitiativeListJson(IReadOnlyList<InitiativeJson> Initiatives);

/// <summary>Something that was decided to be worked on.</summary>
internal sealed record InitiativeJson
{
    public required int Id { get; init; }
    public required string Name { get; init; }

    [Description("How titles of changes name it.")]
    public string? Code { get; init; }

    [Description("idea, decided, started, shipped, closed or dropped.")]
    public required string State { get; init; }
    public string? Description { get; init; }
    public string? Team { get; init; }
    public string? Product { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? ShippedAt { get; init; }

    [Description("How many voices are linked to it.")]
    public required int Voices { get; init; }

    [Description("Send it with a change to be refused where somebody else was quicker.")]
    public required string Stamp { get; init; }

    public static InitiativeJson Of(InitiativeView view, int voices) => new()
    {
        Id = view.Row.Id,
        Name = view.Row.Name,
        Code = view.Row.Code,
        State = Word(view.Row.State),
        Description = view.Row.Description,
        Team = view.Team,
        Product = view.Product,
        StartedAt = view.Row.StartedAt,
        ShippedAt = view.Row.ShippedAt,
        Voices = voices,
        Stamp = WorkStamp.Of(view.Row),
    };

    private static string Word(InitiativeState state) => state.ToString().ToLowerInvariant();
}
