using System.Globalization;

namespace Duet.Settings;

/// <summary>A setting that is not what it was, in words that fit into a record.</summary>
internal readonly record struct SettingsChange(string Name, string Before, string After);

/// <summary>Compares settings.</summary>
internal static class SettingsChanges
{
    public static IReadOnlyList<SettingsChange> Between(SettingsRecord before, SettingsRecord after) =>
        [.. Words(before).Zip(Words(after), (old, now) => new SettingsChange(old.Name, old.Value, now.Value)).Where(change => change.Before != change.After)];

    private static IEnumerable<(string Name, string Value)> Words(SettingsRecord settings) =>
    [
        ("zone", settings.Zone),
        ("hours", string.Create(CultureInfo.InvariantCulture, $"{settings.WorkStart:HH:mm}-{settings.WorkEnd:HH:mm}")),
        ("days", string.Join(' ', settings.WorkDays.Order().Select(day => day.ToString()[..3]))),
        ("holidays", string.Join(' ', settings.Holidays.Order().Select(day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))),
        ("floor", settings.Floor.ToString(CultureInfo.InvariantCulture)),
        ("open teams", settings.OpenTeams ? "yes" : "no"),
        ("journal days", settings.JournalDays.ToString(CultureInfo.InvariantCulture)),
        ("journal megabytes", settings.JournalMegabytes.ToString(CultureInfo.InvariantCulture)),
    ];
}
