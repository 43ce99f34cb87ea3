using Duet.Engine.Facts;

namespace Duet.Sources.Doors;

internal sealed class IncidentsDoor(DoorLimits limits) : Door(limits)
{
    public override string Name => "incidents";
    public override string Thing => "incident";

    public override IReadOnlyList<Member> Members { get; } =
    [
        MessageId,
        new("incident", MemberKind.Text, "Your name of the incident, if several messages tell of it; else the id."),
        new("service", MemberKind.Text, "The service that suffered.") { IsRequired = true },
        new("detected_at", MemberKind.Time, "When it was noticed.") { IsRequired = true },
        new("severity", MemberKind.Text, "Your own word for how bad it is."),
        new("impact_at", MemberKind.Time, "When users began to feel it."),
        new("acknowledged_at", MemberKind.Time, "When somebody took it on."),
        new("resolved_at", MemberKind.Time, "When it was over; left out while it is not."),
        new("caused_by", MemberKind.Text, "The deployment that caused it, as 'deployment' (or the id) of a message sent before, to the same source."),
    ];

    protected override object Fact(ItemValues message) => new IncidentFact
    {
        Id = message.Text("incident") ?? message.Required(Id),
        Service = message.Required("service"),
        DetectedAt = message.Time("detected_at")!.Value,
        Severity = message.Text("severity"),
        ImpactAt = message.Time("impact_at"),
        AcknowledgedAt = message.Time("acknowledged_at"),
        ResolvedAt = message.Time("resolved_at"),
        CausedBy = message.Text("caused_by"),
    };
}
