using Duet.Access;
using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Duet.Feedback.Themes;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Assistant;

/// <summary>
/// Asks the configured language model which themes unsorted voices have, when somebody says so and never else. Only words of users and
/// customers are sent: no voice of the house, and no comment of a survey, whatever the settings say.
/// </summary>
internal sealed class ThemeSuggestions(IDbContextFactory<AppDb> records, VoiceLists lists, Assistants assistants, AssistantClient client, Audit audit)
{
    /// <summary>Voices sent at most, the newest.</summary>
    public const int MostSent = 150;

    private const int TitlesShown = 3;

    private static readonly VoiceQuery All = new(VoiceFilter.All, [], null, VoiceOrder.Oldest, null, null, null, null);

    /// <summary>What would be sent where; null where nothing is set up or it is off.</summary>
    public async Task<SuggestionOffer?> OfferAsync(VoiceReach reach, CancellationToken cancellationToken)
    {
        if (await assistants.ReadAsync(cancellationToken) is not { IsOn: true } assistant || AddressOf(assistant) is not { } address)
            return null;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return new SuggestionOffer(address.Authority, await Sent(db, assistant, reach).CountAsync(cancellationToken));
    }

    /// <returns>Themes with the voices that could have them, or why there are none: off, nothing, timeout, unreachable, refused, too-long, unreadable.</returns>
    public async Task<(IReadOnlyList<VoiceCluster> Themes, string? Problem)> AskAsync(VoiceReach reach, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.VoiceTriage);
        if (await assistants.ReadAsync(cancellationToken) is not { IsOn: true } assistant || AddressOf(assistant) is not { } address)
            return ([], "off");
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var voices = await Sent(db, assistant, reach).Select(voice => new { voice.Id, voice.Title, voice.Body }).ToListAsync(cancellationToken);
        if (voices.Count == 0)
            return ([], "nothing");
        var known = await db.Set<Theme>().Where(theme => !theme.IsClosed).OrderBy(theme => theme.Key).Select(theme => theme.Name).ToListAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "themes.ask", address.Authority, After: FormattableString.Invariant($"{voices.Count} voices")), cancellationToken);
        var (body, problem) = await client.AskAsync(
            address, assistants.KeyOf(assistant), ThemeQuestion.Write(assistant.Model, [.. voices.Select(voice => (voice.Title, voice.Body))], known), cancellationToken);
        if (body is null)
            return ([], problem);
        return ThemeQuestion.Read(body, voices.Count) is not { } themes
            ? ([], "unreadable")
            : ([.. themes.Select(theme => (theme.Name, Of: theme.Texts.Select(number => voices[number - 1]).ToList()))
                .Select(theme => new VoiceCluster([theme.Name], [.. theme.Of.Select(voice => voice.Id)], [.. theme.Of.Take(TitlesShown).Select(voice => voice.Title)]))], null);
    }

    private static Uri? AddressOf(AssistantRow assistant) => new AssistantSettings(assistant.Endpoint, assistant.Model, assistant.Kinds, assistant.IsOn).Address;

    private IQueryable<Voice> Sent(AppDb db, AssistantRow assistant, VoiceReach reach)
    {
        var kinds = assistant.Kinds.Intersect(AssistantSettings.Possible).ToList();
        return lists.Filtered(db, All, reach)!
            .Where(voice => kinds.Contains(voice.Kind) && voice.Channel != VoiceChannel.Survey && voice.ClosedAs == null
                && !db.Set<VoiceTheme>().Any(given => given.VoiceId == voice.Id && !given.IsSuggested))
            .OrderByDescending(voice => voice.CapturedAt).ThenBy(voice => voice.Id).Take(MostSent);
    }
}

/// <param name="Host">Where the words would go.</param>
/// <param name="Voices">How many texts would be sent.</param>
internal sealed record SuggestionOffer(string Host, int Voices);
