namespace Duet.Settings;

/// <summary>Marks the texts of the settings.</summary>
internal sealed class SettingsText;
