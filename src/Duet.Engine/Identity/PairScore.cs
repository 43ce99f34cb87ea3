namespace Duet.Engine.Identity;

/// <summary>
/// Weighs what two names share, in the manner of Fellegi and Sunter (1969): each agreement adds the logarithm of how much
/// likelier it is among two names of one person than among two of different people. A name counts by how rare it is here.
/// </summary>
internal sealed class PairScore(NameCounts counts)
{
    private const double Prior = -4;
    private const double Surest = 4;
    private const double Different = -6;

    private readonly List<(double Weight, MatchReason Reason)> found = [];

    /// <summary>The probability that both are one person.</summary>
    public double Of(Traits one, Traits other)
    {
        found.Clear();
        var sum = Prior + Names(one, other) + Handles(one, other) + Domains(one, other);
        return 1 / (1 + Math.Exp(-Math.Min(sum, Surest)));
    }

    /// <summary>What spoke for and against the pair that was weighed last, strongest first.</summary>
    public IReadOnlyList<MatchReason> Reasons() => [.. found.OrderByDescending(reason => reason.Weight).Select(reason => reason.Reason)];

    private double Names(Traits one, Traits other)
    {
        var (a, b) = (one.Name, other.Name);
        if (!a.IsFull || !b.IsFull)
            return 0;
        if (a.Sorted == b.Sorted)
            return Agree(MatchKind.SameName, a.Text, Rarity(a));
        if (a.Family == b.Family)
            return SameFamily(a, b);
        if (a.Given == b.Given && AreOneSlipApart(a.Family, b.Family))
            return Agree(MatchKind.NearlySameName, $"{a.Text} / {b.Text}", Rarity(a) - 0.7);
        // "Doe Jane Marie" and "Jane Doe"; "Carlos Nieto" and "Carlos Nieto Ruiz".
        if ((a.Given == b.Family && a.Family == b.Given) || (a.Given == b.Given && IsPartOf(Shorter(a, b), Longer(a, b))))
            return Agree(MatchKind.MiddleName, Longer(a, b).Text, Rarity(Shorter(a, b)) - 0.8);
        return a.Given == b.Given ? Different + 1 : Different;
    }

    private double SameFamily(PersonalName a, PersonalName b)
    {
        if (a.Given == b.Given)
            return MiddlesFit(a, b) ? Agree(MatchKind.MiddleName, Longer(a, b).Text, Rarity(a) - 0.5) : Different;
        if (a.Given.Length == 1 || b.Given.Length == 1)
            return a.Given[0] == b.Given[0] && MiddlesFit(a, b) ? Initial(a, b) : Different;
        if (AreOneSlipApart(a.Given, b.Given))
            return Agree(MatchKind.NearlySameName, $"{a.Text} / {b.Text}", Rarity(a) - 1.2);
        return ShortForms.Fit(a.Given, b.Given) && MiddlesFit(a, b)
            ? Agree(MatchKind.ShortName, $"{a.Text} / {b.Text}", Math.Min(Rarity(a), Rarity(b)) - 2)
            : Different;
    }

    // "John A. Smith" and "John B. Smith" are two; "John Smith" may be either.
    private static bool MiddlesFit(PersonalName a, PersonalName b) =>
        a.Words.Skip(1).SkipLast(1).All(word => b.Words.Count == 2 || b.Words.Any(other => word[0] == other[0]))
        && b.Words.Skip(1).SkipLast(1).All(word => a.Words.Count == 2 || a.Words.Any(other => word[0] == other[0]))
        && !(a.Given.Length == 1 && a.Words.Count > b.Words.Count) && !(b.Given.Length == 1 && b.Words.Count > a.Words.Count);

    private static bool IsPartOf(PersonalName part, PersonalName whole)
    {
        var at = 0;
        foreach (var word in whole.Words)
            if (at < part.Words.Count && part.Words[at] == word)
                at++;
        return at == part.Words.Count;
    }

    private double Initial(PersonalName a, PersonalName b) =>
        Agree(MatchKind.Initial, $"{a.Text} / {b.Text}", Math.Min(Rarity(a.Given.Length == 1 ? b : a), -Math.Log(counts.FitsInitial(a.Family, a.Given[0]))) - 0.8);

    private double Handles(Traits one, Traits other)
    {
        var sum = 0.0;
        if (one.Handle.Length > 0 && one.Handle == other.Handle)
            sum += Add(MatchKind.SameHandle, one.Handle, counts.IsCommonHandle(one.Handle) ? 1.5 : 5.5);
        // Names that agree have said already what a login made of them would say.
        else if (found.Count > 0)
            return 0;
        else if (!one.Name.IsFull || !other.Name.IsFull)
            sum += Math.Max(LikeName(one.Handle, other.Name), LikeName(other.Handle, one.Name));
        return sum;
    }

    private double LikeName(string handle, PersonalName name)
    {
        if (handle.Length == 0 || !name.IsFull)
            return 0;
        if (handle == name.Joined || handle == name.Family + name.Given || handle == name.Given + name.Family)
            return Agree(MatchKind.HandleLikeName, $"{handle} / {name.Text}", Rarity(name) - 0.3);
        if (handle == name.Given[0] + name.Family || handle == name.Family + name.Given[0])
            return Agree(MatchKind.HandleLikeName, $"{handle} / {name.Text}", -Math.Log(counts.FitsInitial(name.Family, name.Given[0])) - 0.5);
        return handle == name.Given + name.Family[0]
            ? Agree(MatchKind.HandleLikeName, $"{handle} / {name.Text}", Rarity(name) - 2.5)
            : 0;
    }

    private double Domains(Traits one, Traits other)
    {
        if (one.Domain.Length == 0 || one.Domain != other.Domain || found.Count == 0)
            return 0;
        var stem = Stem(one.Handle);
        return stem.Length > 0 && stem == Stem(other.Handle) && one.Handle != other.Handle
            ? Add(MatchKind.NumberedAddress, one.Domain, -4)
            : Add(MatchKind.SameDomain, one.Domain, 0.7);
    }

    // A name that agrees outweighs the prior; how sure that makes it is its rarity.
    private double Agree(MatchKind kind, string detail, double sureness)
    {
        found.Add((sureness - Prior, new MatchReason(kind, detail)));
        if (sureness < 0.5)
            found.Add((-1, new MatchReason(MatchKind.CommonName)));
        return sureness - Prior;
    }

    private double Add(MatchKind kind, string detail, double weight)
    {
        found.Add((weight, new MatchReason(kind, detail)));
        return weight;
    }

    private double Rarity(PersonalName name) => Math.Clamp(-Math.Log(counts.Namesakes(name)), -1, Surest);

    private static PersonalName Longer(PersonalName a, PersonalName b) => a.Words.Count >= b.Words.Count ? a : b;

    private static PersonalName Shorter(PersonalName a, PersonalName b) => a.Words.Count >= b.Words.Count ? b : a;

    private static string Stem(string handle) => handle.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');

    private static bool AreOneSlipApart(string a, string b) => a.Length >= 4 && b.Length >= 4 && OneSlip.Between(a, b);
}
