namespace Duet.Loop;

/// <summary>Marks the texts about the loop and about telling people.</summary>
internal sealed class LoopText;
