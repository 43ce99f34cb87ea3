using System.Runtime.InteropServices;

namespace Duet.Engine.Identity;

/// <summary>How common names and logins are among those known: what many share tells little.</summary>
internal sealed class NameCounts
{
    // What one could expect to meet by chance although only one of it was met.
    private const double Unmet = 0.4;

    private readonly Dictionary<string, int> given = [];
    private readonly Dictionary<string, int> family = [];
    private readonly Dictionary<(string Family, char Initial), int> initials = [];
    private readonly Dictionary<string, HashSet<string>> handleNames = [];
    private readonly int names;

    public NameCounts(IReadOnlyList<Traits> all)
    {
        HashSet<string> known = [];
        foreach (var traits in all)
        {
            var name = traits.Name;
            if (name.IsFull && known.Add(name.Sorted))
            {
                Count(given, name.Given);
                Count(family, name.Family);
                if (name.Given.Length > 1)
                    Count(initials, (name.Family, name.Given[0]));
            }
            if (traits.Handle.Length > 0 && name.IsFull)
            {
                ref var owners = ref CollectionsMarshal.GetValueRefOrAddDefault(handleNames, traits.Handle, out _);
                (owners ??= []).Add(name.Sorted);
            }
        }
        names = Math.Max(1, known.Count);
    }

    /// <summary>How many others here may carry that very name without being the same person.</summary>
    public double Namesakes(PersonalName name) =>
        (Of(given, name.Given) - 1 + Unmet) * (Of(family, name.Family) - 1 + Unmet) / names;

    /// <summary>How many other full names here fit a family name with an initial.</summary>
    public double FitsInitial(string familyName, char initial) =>
        Math.Max(0, initials.GetValueOrDefault((familyName, initial)) - 1) + Unmet / 2;

    /// <summary>True where a login is a mere given or family name, or several people use it.</summary>
    public bool IsCommonHandle(string handle) =>
        given.ContainsKey(handle) || family.GetValueOrDefault(handle) > 1 || handleNames.GetValueOrDefault(handle) is { Count: > 2 };

    // A name that is not known yet counts as met once.
    private static int Of(Dictionary<string, int> counts, string name) => Math.Max(1, counts.GetValueOrDefault(name));

    private static void Count<T>(Dictionary<T, int> counts, T name) where T : notnull =>
        CollectionsMarshal.GetValueRefOrAddDefault(counts, name, out _)++;
}
