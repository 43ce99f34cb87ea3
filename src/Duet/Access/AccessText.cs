namespace Duet.Access;

/// <summary>Marks the texts of signing in.</summary>
internal sealed class AccessText;
