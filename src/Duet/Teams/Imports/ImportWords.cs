using System.Globalization;
using Duet.Teams.Imports.Comparing;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Duet.Teams.Imports;

/// <summary>Says notes and changes in words, for pages, programs and the command line alike.</summary>
public sealed class ImportWords(TimeZoneInfo zone)
{
    // The command line has no services to ask for texts.
    internal static IStringLocalizer<ImportsText> Text { get; } = new StringLocalizer<ImportsText>(
        new ResourceManagerStringLocalizerFactory(Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));

    public string Of(ImportNote note) => Text[$"Note.{note.Code}", Args(note.Args)];

    public string Of(PlannedChange change) => Text[$"Change.{change.Code}", Args(change.Args)];

    /// <summary>Such as <c>people.csv:3, mail</c>.</summary>
    public static string Of(Spot spot) =>
        (spot.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{spot.File}:{spot.Line}") : spot.File)
        + (spot.Column is null ? "" : int.TryParse(spot.Column, CultureInfo.InvariantCulture, out _) ? $":{spot.Column}" : $", {spot.Column}");

    private object[] Args(IReadOnlyList<object> args) => [.. args.Select(arg => arg switch
    {
        Periods periods => string.Join(", ", periods.Spells.Select(spell => Of(spell.Value, spell.Span))),
        DateTimeOffset instant => Day(instant),
        _ => arg,
    })];

    private string Of(string value, Validity span) => (span.Since, span.Until) switch
    {
        (null, null) => Text["Span.Ever", value],
        ({ } since, null) => Text["Span.Since", value, Day(since)],
        (null, { } until) => Text["Span.Until", value, Day(until)],
        ({ } since, { } until) => Text["Span.Between", value, Day(since), Day(until)],
    };

    private string Day(DateTimeOffset instant) =>
        TimeZoneInfo.ConvertTime(instant, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
