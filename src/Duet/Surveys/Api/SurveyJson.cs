using System.Text.Json;
using System.Text.Json.Serialization;
using Duet.Surveys.Records;
using Duet.Surveys.Results;

namespace Duet.Surveys.Api;

/// <summary>A survey and its waves; days are those of the installation's zone.</summary>
internal sealed record SurveyJson(
    int Id, string Title, string Instrument, int InstrumentVersion, SurveyPromise Promise, SurveyKind Kind, DateOnly? NextOpensOn, IReadOnlyList<WaveLineJson> Waves)
{
    public static SurveyJson Of(SurveyLine line) => new(
        line.Survey.Id, line.Survey.Title, line.Survey.Instrument, line.Survey.InstrumentVersion, line.Survey.Promise, line.Survey.Kind, line.Survey.NextOpensOn,
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

    /// <summary>Fewest people behind any number.</summary>
    public required int Floor { get; init; }
    public required int Invited { get; init; }
    public required int AnsweredPercent { get; init; }
    public required IReadOnlyList<CellJson> Cells { get; init; }
    public required IReadOnlyList<DriverJson> Drivers { get; init; }

    public static WaveJson Of(WaveResults results)
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
            Floor = results.Wave.K,
            Invited = results.Part.Invited,
            AnsweredPercent = results.Part.AnsweredTens,
            Cells = [.. results.Numbers.OrderBy(number => number.Cell, StringComparer.Ordinal).ThenBy(number => number.Measure, StringComparer.Ordinal).ThenBy(number => number.Form)
                .Select(number => CellJson.Of(where[number.Cell], number))],
            Drivers = [.. results.Drivers.Select(driver => new DriverJson(driver.Outcome, driver.Item, driver.Tau, driver.Low, driver.High, driver.N))],
        };
    }
}

/// <summary>One number, or the reason why it is hidden. Shares lie in [0, 1].</summary>
/// <param name="Where">The group; empty for everybody.</param>
/// <param name="N">Answers behind it; of everybody only.</param>
/// <param name="Band">Answers behind a group's number, such as <c>5-9</c>.</param>
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
internal sealed record DriverJson(string Outcome, string Item, double Tau, double Low, double High, int N);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<SurveyJson>))]
[JsonSerializable(typeof(WaveJson))]
internal sealed partial class SurveysJson : JsonSerializerContext;
