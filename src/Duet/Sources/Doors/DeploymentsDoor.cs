using Duet.Engine.Facts;

namespace Duet.Sources.Doors;

internal sealed class DeploymentsDoor(DoorLimits limits) : Door(limits)
{
    public override string Name => "deployments";
    public override string Thing => "deployment";

    public override IReadOnlyList<Member> Members { get; } =
    [
        MessageId,
        new("deployment", MemberKind.Text, "Your name of the deployment, if several messages tell of it; else the id."),
        new("service", MemberKind.Text, "The service that was deployed.") { IsRequired = true },
        new("environment", MemberKind.Text, "Where to; 'production' is what the delivery metrics look at.") { IsRequired = true },
        new("outcome", MemberKind.Text, "How it ended, or that it has not.") { IsRequired = true, Words = Outcomes },
        new("started_at", MemberKind.Time, "When it began.") { IsRequired = true },
        new("finished_at", MemberKind.Time, "When it ended; left out while it is running."),
        new("repo", MemberKind.Text, "The repository it came from, by the name of its source."),
        new("sha", MemberKind.Text, "The commit that was deployed."),
        new("is_rollback", MemberKind.Flag, "True where it brought an older version back."),
        new("is_rework", MemberKind.Flag, "True where it was made because of an incident, or a bug that users saw."),
        new("failed_at", MemberKind.Time, "When it was found to need immediate intervention."),
        new("recovered_at", MemberKind.Time, "When service was restored."),
    ];

    protected override DoorProblem? Check(ItemValues message) => CheckEnd(message);

    protected override object Fact(ItemValues message) => new DeploymentFact
    {
        Id = message.Text("deployment") ?? message.Required(Id),
        Service = message.Required("service"),
        Environment = message.Required("environment"),
        Outcome = Enum.Parse<Outcome>(message.Required("outcome"), ignoreCase: true),
        StartedAt = message.Time("started_at")!.Value,
        FinishedAt = message.Time("finished_at"),
        Repo = message.Text("repo"),
        Sha = message.Text("sha"),
        IsRollback = message.Flag("is_rollback"),
        IsRework = message.Flag("is_rework"),
        FailedAt = message.Time("failed_at"),
        RecoveredAt = message.Time("recovered_at"),
    };
}
