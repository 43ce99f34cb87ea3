namespace Duet.Engine.Statistics;

/// <summary>A wait that was observed: how long, and whether it ended or was still open when we last looked (censored).</summary>
/// <param name="Duration">Non-negative, in one unit for all spells of a curve.</param>
/// <param name="Ended">False for an item that is still open.</param>
public readonly record struct Spell(double Duration, bool Ended);
