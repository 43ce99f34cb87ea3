namespace Duet.Sources.Hooks;

/// <summary>Marks the texts of the page for hooks.</summary>
internal sealed class HooksText;
