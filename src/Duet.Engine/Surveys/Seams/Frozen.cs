namespace Duet.Engine.Surveys;

/// <summary>Somebody who will be asked, with the attributes the wave may look at.</summary>
/// <param name="Attributes">By name, such as team; missing or empty is "not known".</param>
public sealed record AskedPerson(int Person, IReadOnlyDictionary<string, string> Attributes);

/// <summary>How a wave is frozen.</summary>
/// <param name="K">Fewest people in a leaf, from 5.</param>
/// <param name="Attributes">In order of rank: the last one is given up first.</param>
/// <param name="Crosses">Pairs of attributes that may be looked at together, chosen before asking.</param>
/// <param name="ParentTeam">The team above a team; null at the top. Must not lead in a circle.</param>
public sealed record FreezeRules(
    int K, IReadOnlyList<string> Attributes, IReadOnlyList<(string First, string Second)> Crosses, Func<string, string?> ParentTeam);

/// <summary>The one label that lies beside a ticket or an answer: at least k people share it.</summary>
/// <param name="Labels">By attribute; <c>*</c> where the leaf gave the attribute up.</param>
/// <param name="People">Empty once the wave is open: nobody's leaf is stored.</param>
public sealed record Leaf(string Key, IReadOnlyDictionary<string, string> Labels, IReadOnlyList<int> People);

/// <summary>What may be published: whole leaves taken together. The key "" is the whole.</summary>
public sealed record CatalogueCell(string Key, IReadOnlyDictionary<string, string> Where, IReadOnlyList<string> Leaves);

/// <summary>A wave's leaves and catalogue, fixed before anybody is asked.</summary>
/// <param name="NotAsked">Cells that would be of interest and are not in the catalogue, with the reason.</param>
public sealed record Frozen(
    IReadOnlyList<Leaf> Leaves, IReadOnlyList<CatalogueCell> Catalogue, IReadOnlyList<(string Cell, HiddenWhy Why)> NotAsked);

/// <summary>Why a number is not shown.</summary>
public enum HiddenWhy
{
    /// <summary>Fewer than needed answered.</summary>
    TooFew,

    /// <summary>With it, something that is hidden could be worked out.</summary>
    WorkedOut,

    /// <summary>Too few people joined or left since the former wave: their answers could be worked out.</summary>
    Membership,

    /// <summary>Not in the catalogue: its people were merged with others before asking.</summary>
    NotAsked,
}
