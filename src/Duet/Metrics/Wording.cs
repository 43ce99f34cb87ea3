using Duet.Engine.Insights;
using Duet.Engine.Metrics;
using Duet.Engine.Statistics;
using Duet.Platform.Ui;
using Microsoft.Extensions.Localization;

namespace Duet.Metrics;

/// <summary>Says in words what a metric's numbers say. Never more than its reading does.</summary>
internal sealed class Wording(IStringLocalizer<MetricsText> text, Figures figures, Dates dates)
{
    /// <summary>The change against its own usual range, in two parts: what is judged, and what is not.</summary>
    public ChangeWords Change(MetricView view)
    {
        var unit = view.Definition.Unit;
        if (view.Reading is not { } reading)
            return new ChangeWords("", text["Change.Waits"], "");
        if (view.Now is null && reading.State != ReadingState.Suppressed)
            return new ChangeWords("", text["Change.NoValue"], "");
        if (view.Definition.IsRolling && view.Now is not null)
            return new ChangeWords("", text["Change.Rolling"], "");
        var tone = reading.Judgement switch { Judgement.Better => "good", Judgement.Worse => "bad", _ => "" };
        switch (reading.State)
        {
            case ReadingState.Shifted when LastShift(reading) is { } shift:
                var up = shift.Direction == Direction.Up;
                return new ChangeWords(
                    text[up ? "Change.UpFrom" : "Change.DownFrom", figures.Short(shift.Before, unit)],
                    text["Change.Since", dates.Name(shift.At, view.Selection.Grain)], tone);
            case ReadingState.OutOfRange when reading.UsualRange is { } usual:
                return new ChangeWords(
                    text[reading.Direction == Direction.Up ? "Change.Above" : "Change.Below"],
                    text["Change.ItsUsual", figures.ShortRange(usual.Low, usual.High, unit)], tone);
            case ReadingState.Steady when reading.UsualRange is { } usual:
                var points = reading.Regimes is [.., var current] ? current.To - current.From + 1 : 0;
                return new ChangeWords("", text[$"Change.Steady.{view.Selection.Grain}", Band(usual, unit), points], "");
            case ReadingState.Suppressed:
                return new ChangeWords("", text["Change.Suppressed"], "");
            case ReadingState.NoData:
                return new ChangeWords("", text["Change.FirstOpen"], "");
            default:
                return new ChangeWords("", text["Change.TooFew"], "");
        }
    }

    /// <summary>The finding as a heading: what happened, and when.</summary>
    public string Heading(MetricView view)
    {
        var (name, unit, grain) = (view.Definition.Name, view.Definition.Unit, view.Selection.Grain);
        if (view.Reading is not { } reading)
            return text["Heading.Waits", name];
        if (view.Now is null && reading.State != ReadingState.Suppressed)
            return text["Heading.NoValue", name];
        switch (reading.State)
        {
            case ReadingState.Shifted when LastShift(reading) is { } shift:
                return text[shift.Direction == Direction.Up ? "Heading.Rose" : "Heading.Fell", name,
                    figures.Long(shift.Before, unit, shift.After), figures.Long(shift.After, unit), dates.Name(shift.At, grain)];
            case ReadingState.OutOfRange when reading is { UsualRange: { } usual, Latest: { Value: { } value } latest }:
                return text[reading.Direction == Direction.Up ? "Heading.Above" : "Heading.Below", name,
                    figures.Long(value, unit), figures.Range(usual.Low, usual.High, unit), dates.Name(latest.Period, grain)];
            case ReadingState.Steady when LastShift(reading) is { } shift && shift.Index >= view.Before:
                return text[shift.Direction == Direction.Up ? "Heading.RoseSteady" : "Heading.FellSteady", name,
                    figures.Long(shift.Before, unit, shift.After), figures.Long(shift.After, unit), dates.Name(shift.At, grain)];
            case ReadingState.Steady when reading.UsualRange is { } usual:
                return text["Heading.Steady", name, figures.Range(usual.Low, usual.High, unit)];
            case ReadingState.Suppressed:
                return text["Heading.Suppressed", name];
            default:
                return text[view.Definition.IsRolling ? "Heading.Rolling" : "Heading.TooFew", name];
        }
    }

    /// <summary>The value as a sentence around it: what stands before and after the figure, which pages set apart.</summary>
    public (string Before, string Value, string After) Says(MetricView view, double value)
    {
        var sentence = text[$"Says.{view.Definition.Key}"];
        string template = sentence.ResourceNotFound ? text["SaysAny", view.Definition.Name, "{0}"] : sentence;
        var place = template.IndexOf("{0}", StringComparison.Ordinal);
        return (template[..place], figures.Long(value, view.Definition.Unit), template[(place + 3)..]);
    }

    /// <summary>A change in the middle of a sentence: <c>up from 33 days since week 38</c>; empty where nothing changed.</summary>
    public string Clause(MetricView view)
    {
        var (unit, grain) = (view.Definition.Unit, view.Selection.Grain);
        if (view.Reading is not { } reading || view.Now is null)
            return "";
        return reading.State switch
        {
            ReadingState.Shifted when LastShift(reading) is { } shift =>
                text[shift.Direction == Direction.Up ? "Clause.Up" : "Clause.Down", figures.Long(shift.Before, unit, view.Now?.Value), dates.Name(shift.At, grain)],
            ReadingState.OutOfRange when reading.UsualRange is { } usual =>
                text[reading.Direction == Direction.Up ? "Clause.Above" : "Clause.Below", figures.Range(usual.Low, usual.High, unit)],
            ReadingState.Steady when reading.UsualRange is { } usual => text["Clause.Usual", figures.Range(usual.Low, usual.High, unit)],
            _ => "",
        };
    }

    /// <summary>Why a metric shows no value: what it waits for, or that this period has none.</summary>
    public string Missing(MetricView view) => view.Waits ? NeedOf(view.Definition) : text["NoValue"];

    public string NeedOf(MetricDefinition definition) => text[$"Need.{Needs.Of(definition)}"];

    /// <summary>The last confirmed shift; null for none.</summary>
    public static Shift? LastShift(Reading reading) =>
        reading.Shifts.LastOrDefault(shift => shift.Confidence == ShiftConfidence.Confirmed);

    private string Band(Interval usual, Unit unit) => figures.ShortRange(usual.Low, usual.High, unit);
}

/// <summary>A change in words: the judged part, the rest, and the judgement as a class (<c>good</c>, <c>bad</c> or none).</summary>
internal sealed record ChangeWords(string Judged, string Rest, string Tone);
