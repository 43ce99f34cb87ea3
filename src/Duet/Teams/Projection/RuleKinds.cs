using System.Text.RegularExpressions;
using Duet.Engine.Facts;
using Duet.Teams.Records;

namespace Duet.Teams.Projection;

/// <summary>Applies rules in their order: the first that fits an identity decides.</summary>
internal sealed class RuleKinds(IEnumerable<ActorRule> rules)
{
    private readonly List<(ActorRuleField Field, Regex Pattern, ActorKind Kind)> rules =
        [.. rules.Select(rule => (rule.Field, Matcher(rule.Pattern), rule.Kind))];

    /// <summary>Null where no rule fits: the source's word holds.</summary>
    public ActorKind? KindOf(KnownAlias alias)
    {
        foreach (var (field, pattern, kind) in rules)
            if (Looked(field, alias).Any(pattern.IsMatch))
                return kind;
        return null;
    }

    private static string[] Looked(ActorRuleField field, KnownAlias alias) => field switch
    {
        ActorRuleField.Name => [alias.Name],
        ActorRuleField.Key => [alias.Key],
        ActorRuleField.Realm => [alias.Realm],
        // With its realm a key names one identity alone.
        _ => [alias.Name, alias.Key, alias.Realm, $"{alias.Realm}:{alias.Key}"],
    };

    // People write the patterns: no backtracking, so that none of them can take forever.
    private static Regex Matcher(string pattern) => new(
        @"\A" + Regex.Escape(pattern.Trim()).Replace(@"\*", ".*", StringComparison.Ordinal) + @"\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.NonBacktracking);
}
