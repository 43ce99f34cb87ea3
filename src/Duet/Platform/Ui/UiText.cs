namespace Duet.Platform.Ui;

/// <summary>Marks the texts of the shell.</summary>
internal sealed class UiText;
