using System.Globalization;
using Duet.Engine.Facts;

namespace Duet.Sources.Doors;

internal sealed class BuildsDoor(DoorLimits limits) : Door(limits)
{
    public override string Name => "builds";
    public override string Thing => "build";

    public override IReadOnlyList<Member> Members { get; } =
    [
        MessageId,
        new("build", MemberKind.Text, "Your name of the run, if several messages tell of it; else the id."),
        new("attempt", MemberKind.Ordinal, "Which attempt of the run it is, from 1."),
        new("repo", MemberKind.Text, "The repository that was built, by the name of its source.") { IsRequired = true },
        new("pipeline", MemberKind.Text, "The pipeline or workflow.") { IsRequired = true },
        new("outcome", MemberKind.Text, "How it ended, or that it has not.") { IsRequired = true, Words = Outcomes },
        new("started_at", MemberKind.Time, "When it began to run.") { IsRequired = true },
        new("finished_at", MemberKind.Time, "When it ended; left out while it is running."),
        new("queued_at", MemberKind.Time, "When it was asked for."),
        new("sha", MemberKind.Text, "The commit that was built."),
        new("branch", MemberKind.Text, "The branch it was built for."),
        new("is_default_branch", MemberKind.Flag, "True where that is the repository's default branch."),
    ];

    protected override DoorProblem? Check(ItemValues message) => CheckEnd(message);

    protected override object Fact(ItemValues message)
    {
        var attempt = message.Ordinal("attempt") ?? 1;
        return new RunFact
        {
            // The number comes last and always, so that no build can be named like an attempt of another one.
            Id = string.Create(CultureInfo.InvariantCulture, $"{message.Text("build") ?? message.Required(Door.Id)}#{attempt}"),
            Attempt = attempt,
            Repo = message.Required("repo"),
            Pipeline = message.Required("pipeline"),
            Outcome = Enum.Parse<Outcome>(message.Required("outcome"), ignoreCase: true),
            StartedAt = message.Time("started_at")!.Value,
            FinishedAt = message.Time("finished_at"),
            QueuedAt = message.Time("queued_at"),
            Sha = message.Text("sha"),
            Branch = message.Text("branch"),
            IsDefaultBranch = message.Flag("is_default_branch"),
        };
    }
}
