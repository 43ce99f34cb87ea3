using System.ComponentModel;
using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Duet.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace Duet.Feedback.Api;

/// <summary>What a program may ask of the list of voices.</summary>
internal sealed class VoiceParameters
{
    private static readonly string[] Names = ["filter", "kind", "q", "order", "after", "limit"];

    [FromQuery(Name = "filter"), Description("waiting, linked, tell or all. Default: all.")]
    public string? Filter { get; init; }

    [FromQuery(Name = "kind"), Description("user, customer, stakeholder, pm or developer; may be repeated.")]
    public string[]? Kind { get; init; }

    [FromQuery(Name = "q"), Description("Words that title or body have, each also as the beginning of a longer one.")]
    public string? Text { get; init; }

    [FromQuery(Name = "order"), Description("heaviest, oldest or newest. Default: newest.")]
    public string? Order { get; init; }

    [FromQuery(Name = "after"), Description("'next' of the page before.")]
    public string? After { get; init; }

    [FromQuery(Name = "limit"), Description("How many voices, at most 200. Default: 50.")]
    public string? Limit { get; init; }

    /// <summary>The query, or why it cannot be read.</summary>
    public (VoiceQuery? Query, ProblemDetails? Refused) Read(HttpRequest request)
    {
        if (QueryNames.Stray(request, Names) is { } stray)
            return (null, Refuse("unknown-parameter", $"There is no parameter '{stray}'.", $"There are {string.Join(", ", Names)}."));
        var (query, wrong) = Read();
        return (query, wrong switch
        {
            null => null,
            "limit" => Refuse("bad-limit", $"'limit' is a whole number from 1 to {VoiceLists.MostRows}."),
            "after" => Refuse("bad-after", "'after' is 'next' of the page before, in the same order."),
            _ => Refuse($"bad-{wrong}", $"'{wrong}' is none of its words."),
        });
    }

    private (VoiceQuery? Query, string? Wrong) Read()
    {
        var filter = VoiceFilter.All;
        var order = VoiceOrder.Newest;
        var limit = 50;
        List<VoiceKind> kinds = [];
        if (Filter is { Length: > 0 } && !IsWord(Filter, out filter))
            return (null, "filter");
        if (Order is { Length: > 0 } && !IsWord(Order, out order))
            return (null, "order");
        if (Limit is { Length: > 0 } && (!int.TryParse(Limit, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out limit) || limit is 0 or > VoiceLists.MostRows))
            return (null, "limit");
        if (After is { Length: > 0 } && VoiceKey.At(After, order) is null)
            return (null, "after");
        foreach (var word in Kind ?? [])
        {
            if (!IsWord<VoiceKind>(word, out var kind))
                return (null, "kind");
            kinds.Add(kind);
        }
        return (new VoiceQuery(filter, kinds, Text, order, null, null, null, After, limit), null);
    }

    private static ProblemDetails Refuse(string code, string detail, string? hint = null) => Problems.Of(StatusCodes.Status400BadRequest, code, detail, hint);

    private static bool IsWord<T>(string text, out T word) where T : struct, Enum =>
        Enum.TryParse(text, ignoreCase: true, out word) && Enum.IsDefined(word) && char.IsLetter(text[0]);
}
