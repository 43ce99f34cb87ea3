namespace Duet.Initiatives;

/// <summary>Marks the texts about initiatives, features and tools.</summary>
internal sealed class InitiativesText;
