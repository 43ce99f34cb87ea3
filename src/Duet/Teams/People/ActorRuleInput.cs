using Duet.Engine.Facts;
using Duet.Teams.Records;

namespace Duet.Teams.People;

/// <summary>A rule as a form gives it.</summary>
internal sealed record ActorRuleInput(ActorRuleField Field, string? Pattern, ActorKind Kind)
{
    public ActorRuleInput Clean() => this with { Pattern = (Pattern ?? "").Trim() };

    /// <summary>Null where the cleaned rule is good. One that fits everything would make everybody a bot.</summary>
    public Refused? Check() =>
        Pattern!.Length == 0 ? new Refused("no-pattern")
        : Pattern.Length > ActorRule.LongestPattern ? new Refused("long-pattern", ActorRule.LongestPattern)
        : Pattern.Any(char.IsControl) ? new Refused("bad-pattern")
        : Pattern.All(letter => letter is '*') ? new Refused("pattern-fits-all")
        : !Enum.IsDefined(Field) || !Enum.IsDefined(Kind) ? new Refused("bad-pattern")
        : null;
}
