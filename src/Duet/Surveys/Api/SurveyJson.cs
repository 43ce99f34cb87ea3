using System.Text.Json;
using System.Text.Json.Serialization;
using Duet.Surveys.FollowUps;
using Duet.Surveys.Records;
using Duet.Surveys.Results;
using Microsoft.Extensions.Localization;

namespace Duet.Surveys.Api;

/// <summary>A survey and its waves; days are those of the installation's zone.</summary>
/// <param name="PromiseMeans">What anonymous or confidential means, in words. A pulse is always confidential.</param>
/// <param name="Trigger">What a pulse asks after; null for other surveys.</param>
/// <param name="Window">The time over which the answers to a pulse are one wave; null for other surveys.</param>
internal sealed record SurveyJson(
    int Id, string Title, string Instrument, int InstrumentVersion, SurveyPromise Promise, string PromiseMeans, SurveyKind Kind,
    PulseTrigger? Trigger, PulseWindow? Window, DateOnly? NextOpensOn, IReadOnlyList<WaveLineJson> Waves)
{
    public static SurveyJson Of(SurveyLine line, IStringLocalizer<SurveysText> text) => new(
        line.Survey.Id, line.Survey.Title, line.Survey.Instrument, line.Survey.InstrumentVersion, line.Survey.Promise, text[$"Promise.{line.Survey.Promise}.Says"], line.Survey.Kind,
        line.Survey.Kind == SurveyKind.Pulse ? line.Survey.Plan.Trigger : null, line.Survey.Kind == SurveyKind.Pulse ? line.Survey.Plan.Window : null, line.Survey.NextOpensOn,
        [.. line.Waves.Select(wave => new WaveLineJson(wave.Wave.Number, wave.Wave.State, wave.Wave.OpensOn, wave.Wave.ClosesOn, wave.Part?.AnsweredTens))]);
}

/// <param name="AnsweredPercent">In tens, once the wave is released.</param>
internal sealed record WaveLineJson(int Number, WaveState State, DateOnly OpensOn, DateOnly ClosesOn, int? AnsweredPercent);

/// <summary>What was released of a wave, as far as the caller may see it.</summary>
internal sealed record WaveJson
{
    public required int Survey { get; init; }
    public required int Number { get; init; }
    public required DateOnly OpensOn { get; init; }
    public required DateOnly ClosesOn { get; init; }
    public required string Instrument { get; init; }
    public required int InstrumentVersion { get; init; }
    public required SurveyPromise Promise { get; init; }

    /// <summary>What anonymous or confidential means, in words.</summary>
    public required string PromiseMeans { get; init; }

    /// <summary>Fewest people behind any number.</summary>
    public required int Floor { get; init; }
    public required int Invited { get; init; }
    public required int AnsweredPercent { get; init; }
    public required IReadOnlyList<CellJson> Cells { get; init; }
    public required IReadOnlyList<DriverJson> Drivers { get; init; }

    /// <summary>What the comments were about; those that too few people named are left out.</summary>
    public required IReadOnlyList<ThemeJson> Themes { get; init; }

    /// <summary>What was decided after this wave and those before it.</summary>
    public required IReadOnlyList<FollowUpJson> FollowUps { get; init; }

    public static WaveJson Of(WaveResults results, IReadOnlyList<FollowUpLine> followUps, IStringLocalizer<SurveysText> text)
    {
        var where = results.Cells.ToDictionary(cell => cell.Key, cell => cell.Where);
        return new WaveJson
        {
            Survey = results.Survey.Id,
            Number = results.Wave.Number,
            OpensOn = results.Wave.OpensOn,
            ClosesOn = results.Wave.ClosesOn,
            Instrument = results.Wave.Instrument,
            InstrumentVersion = results.Wave.InstrumentVersion,
            Promise = results.Wave.Promise,
            PromiseMeans = text[$"Promise.{results.Wave.Promise}.Says"],
            Floor = results.Wave.K,
            Invited = results.Part.Invited,
            AnsweredPercent = results.Part.AnsweredTens,
            Cells = [.. results.Numbers.OrderBy(number => number.Cell, StringComparer.Ordinal).ThenBy(number => number.Measure, StringComparer.Ordinal).ThenBy(number => number.Form)
                .Select(number => CellJson.Of(where[number.Cell], number))],
            Drivers = [.. results.Drivers.Select(driver => new DriverJson(driver.Outcome, driver.Item, driver.Tau, driver.Low, driver.High, driver.N))],
            FollowUps = [.. followUps.Select(FollowUpJson.Of)],
            Themes = [.. results.Comments.Themes.Select(theme => new ThemeJson(theme.Name, theme.Band, theme.Quotes))],
        };
    }
}

/// <summary>One number, or the reason why it is hidden. Shares lie in [0, 1].</summary>
/// <param name="Where">The group; empty for everybody.</param>
/// <param name="N">Null; waves released by older versions have the answers of everybody here.</param>
/// <param name="Band">Answers behind it, such as <c>10-14</c>: all that is told of how many.</param>
/// <param name="Low">With no high: at least; of the 95 % interval otherwise.</param>
internal sealed record CellJson(
    IReadOnlyDictionary<string, string> Where, string Measure, CellForm Form, int? N, string? Band, double? Value, double? Low, double? High,
    double? Change, double? ChangeLow, double? ChangeHigh, IReadOnlyList<double>? Distribution, CellHidden? Hidden, bool Differs)
{
    public static CellJson Of(IReadOnlyDictionary<string, string> where, ReleasedCell cell) => new(
        where, cell.Measure, cell.Form, cell.N, cell.Band, cell.Value, cell.Low, cell.High, cell.Change, cell.ChangeLow, cell.ChangeHigh,
        cell.Distribution is { } shares ? JsonSerializer.Deserialize<List<double>>(shares) : null, cell.Hidden, cell.Differs);
}

/// <summary>What goes along with the outcome: an association.</summary>
/// <param name="Tau">In steps of 0.05.</param>
/// <param name="N">So many at least answered both.</param>
internal sealed record DriverJson(string Outcome, string Item, double Tau, double Low, double High, int N);

/// <summary>An action, who answers for it, and what became of it.</summary>
/// <param name="Wave">The wave that called for it.</param>
/// <param name="ToldAt">When everyone who was asked was told of it; of its initiative's shipping where that was told.</param>
/// <param name="AskedAgainInWave">The wave that asks whether it helped.</param>
/// <param name="Verdict">By the change of its statement.</param>
/// <param name="HelpedShare">Of those who were asked again, in [0, 1].</param>
internal sealed record FollowUpJson(
    int Wave, string Topic, string? Action, string? Person, string? Team, string? Initiative, DateTimeOffset? ShippedAt, DateOnly? DueOn,
    DateTimeOffset? ToldAt, int? AskedAgainInWave, FollowUpVerdict? Verdict, double? HelpedShare)
{
    public static FollowUpJson Of(FollowUpLine line) => new(
        line.Wave, line.Topic, line.FollowUp.Action, line.Person, line.Team, line.Initiative?.Name, line.Initiative?.ShippedAt, line.FollowUp.DueOn,
        line.FollowUp.ShippedToldAt ?? line.FollowUp.ToldAt, line.AskedAgain, line.FollowUp.Verdict, line.Helped?.Value);
}

/// <param name="Band">How many people, such as <c>10-14</c>.</param>
/// <param name="Quotes">Where their writers allowed it, and ten people or more named the theme; in an order of chance.</param>
internal sealed record ThemeJson(string Name, string Band, IReadOnlyList<string> Quotes);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<SurveyJson>))]
[JsonSerializable(typeof(WaveJson))]
internal sealed partial class SurveysJson : JsonSerializerContext;
