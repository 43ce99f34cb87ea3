using System.Globalization;
using System.Text.RegularExpressions;
using Duet.Teams.Imports.Plans;
using Duet.Teams.People;
using Duet.Teams.Records;

namespace Duet.Teams.Imports;

/// <summary>Single values of files: checked, normalised, or noted as problems at their spot.</summary>
internal sealed partial class Checked(ImportNotes notes, TimeZoneInfo zone)
{
    private const int LongestIdentity = 300;

    private static readonly string[] Stamps =
        ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>A person's name as it is; null, with a problem, where it cannot be one.</summary>
    public string? PersonName(string? text, Spot spot) => Fits(text, Person.LongestName, spot);

    /// <summary>The name of a team, product or service, with single blanks; null where there is none or, with a problem, where it cannot be one.</summary>
    public string? Name(string? text, int longest, Spot spot) => Fits(Names.Clean(text), longest, spot);

    public string? Mail(string? text, Spot spot)
    {
        if (text is null)
            return null;
        var mail = text.Trim().ToLowerInvariant();
        if (IsMail(mail))
            return mail;
        notes.Problem(spot, "mail", Shown(text));
        return null;
    }

    public static bool IsMail(string text) => text.Length <= Person.LongestMail && Address().IsMatch(text);

    /// <summary>A day, from its midnight in the installation's zone, or an instant with its offset.</summary>
    public DateTimeOffset? Instant(string? text, Spot spot)
    {
        if (text is null)
            return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and < 2200)
            return Midnight(day);
        if (text.Length > 16 && (text.EndsWith('Z') || text[^6] is '+' or '-')
            && DateTimeOffset.TryParseExact(text, Stamps, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && instant.Year is >= 1900 and < 2200)
            return instant.ToUniversalTime();
        notes.Problem(spot, "date", Shown(text));
        return null;
    }

    /// <summary>A day without a time, as it is written.</summary>
    public string? Day(string? text, Spot spot)
    {
        if (text is null || PersonAttributes.IsDay(text))
            return text;
        notes.Problem(spot, "day", Shown(text));
        return null;
    }

    /// <summary>False, with a problem, where nothing lies between the two.</summary>
    public bool InOrder(DateTimeOffset? since, DateTimeOffset? until, Spot spot)
    {
        if (since is null || until is null || since < until)
            return true;
        notes.Problem(spot, "span");
        return false;
    }

    public bool? Flag(string? text, Spot spot)
    {
        switch (text?.ToLowerInvariant())
        {
            case null:
                return null;
            case "yes" or "true" or "1" or "x":
                return true;
            case "no" or "false" or "0":
                return false;
            default:
                notes.Problem(spot, "flag", Shown(text));
                return null;
        }
    }

    /// <summary>Such as <c>github:octocat</c>: the key as facts have it.</summary>
    public PlannedIdentity? Identity(string text, Spot spot)
    {
        if (Realm().Match(text) is { Success: true } match && text.Length <= LongestIdentity)
        {
            var (realm, key) = (match.Groups[1].Value.ToLowerInvariant(), match.Groups[2].Value.TrimStart('@').ToLowerInvariant());
            if (key.Length > 0 && (realm != "mail" || IsMail(key)))
                return new PlannedIdentity(realm, key, spot);
        }
        notes.Problem(spot, "identity", Shown(text));
        return null;
    }

    /// <summary>A text that may lose its end: one that only explains.</summary>
    public static string Cut(string text, int longest) => text.Length <= longest ? text : text[..(longest - 1)] + "…";

    public static string Shown(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private DateTimeOffset Midnight(DateOnly day)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        // Where the clocks go forward at midnight the day begins an hour later.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30);
        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    private string? Fits(string? text, int longest, Spot spot)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        if (text.Length <= longest)
            return text;
        notes.Problem(spot, "long", longest);
        return null;
    }

    [GeneratedRegex(@"^[^@\s""<>,;:]+@[^@\s""<>,;:]+$")]
    private static partial Regex Address();

    [GeneratedRegex(@"^\s*([A-Za-z][A-Za-z0-9.-]{0,39})\s*:\s*(\S(?:.*\S)?)\s*$")]
    private static partial Regex Realm();
}
