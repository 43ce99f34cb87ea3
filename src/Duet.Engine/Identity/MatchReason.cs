namespace Duet.Engine.Identity;

/// <summary>One thing that two identities share, or that speaks against them.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Detail">What they share, such as the name or the login; empty where there is nothing to show.</param>
public readonly record struct MatchReason(MatchKind Kind, string Detail = "");

/// <summary>What a reason says.</summary>
public enum MatchKind
{
    /// <summary>The same words as a name, in any order, case and accents apart.</summary>
    SameName,

    /// <summary>Names that differ by one letter.</summary>
    NearlySameName,

    /// <summary>One name has a middle name that the other leaves out.</summary>
    MiddleName,

    /// <summary>One name is written with an initial.</summary>
    Initial,

    /// <summary>One given name is a short form of the other.</summary>
    ShortName,

    /// <summary>The same login, or the same text before the @.</summary>
    SameHandle,

    /// <summary>The login or the text before the @ is made of the other's name.</summary>
    HandleLikeName,

    /// <summary>Addresses at the same organisation.</summary>
    SameDomain,

    /// <summary>Speaks against: others here carry that name or could.</summary>
    CommonName,

    /// <summary>Speaks against: addresses at one organisation that differ by a number only.</summary>
    NumberedAddress,

    /// <summary>Speaks against: the directory lists both.</summary>
    BothInDirectory,

    /// <summary>Speaks against: somebody else fits nearly as well.</summary>
    AnotherFits,
}
