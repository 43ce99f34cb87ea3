namespace Duet.Sources;

/// <summary>Marks the texts about sources.</summary>
internal sealed class SourcesText;
