namespace Duet.Tests;

/// <summary>Classes of this collection run while no other test does: what they measure is theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class RunAlone
{
    public const string Name = "run alone";
}
