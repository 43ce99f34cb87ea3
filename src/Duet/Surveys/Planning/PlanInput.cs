using System.Globalization;
using Duet.Surveys.Records;
using Microsoft.Extensions.Primitives;

namespace Duet.Surveys.Planning;

/// <summary>A survey as somebody entered it.</summary>
internal sealed record PlanInput
{
    public const int MostWeeks = 104;
    public const int MostDays = 90;

    public string Title { get; init; } = "";
    public string Instrument { get; init; } = "devex";
    public SurveyPromise Promise { get; init; }
    public SurveyKind Kind { get; init; }
    public SurveyLens Lens { get; init; } = SurveyLens.Devex;
    public DateOnly? NextOpensOn { get; init; }
    public bool IsStopped { get; init; }
    public SurveyPlan Plan { get; init; } = new() { Attributes = ["team"], Channels = [SurveyChannel.Mail], Reminders = [6, 10], EveryWeeks = 13 };

    public static PlanInput Of(Survey survey) => new()
    {
        Title = survey.Title,
        Instrument = survey.Instrument,
        Promise = survey.Promise,
        Kind = survey.Kind,
        Lens = survey.Lens,
        NextOpensOn = survey.NextOpensOn,
        IsStopped = survey.IsStopped,
        Plan = survey.Plan,
    };

    /// <summary>Reads the page's form; what is left out or cannot be read takes its default.</summary>
    public static PlanInput Of(IFormCollection form)
    {
        var days = Math.Clamp(Number(form["Plan.OpenDays"]) ?? 12, 1, MostDays);
        return new PlanInput
        {
            Title = form["Plan.Title"].ToString().Trim(),
            Instrument = form["Plan.Instrument"].ToString(),
            Promise = Choice<SurveyPromise>(form["Plan.Promise"]),
            Kind = Choice<SurveyKind>(form["Plan.Kind"]),
            Lens = Choice<SurveyLens>(form["Plan.Lens"]),
            NextOpensOn = DateOnly.TryParseExact(form["Plan.NextOpensOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
            IsStopped = form["Plan.IsStopped"] == "true",
            Plan = new SurveyPlan
            {
                EveryWeeks = Number(form["Plan.EveryWeeks"]) is { } weeks and > 0 ? Math.Min(weeks, MostWeeks) : null,
                OpenDays = days,
                Reminders = days < 4 ? [] : [days / 2, days - 2],
                Rotates = form["Plan.Rotates"] == "true",
                Joint = form["Plan.Joint"] == "true",
                Attributes = [.. SurveyPlans.Attributes.Where(form["Plan.Attributes"].Contains)],
                Crosses = [.. form["Plan.Crosses"].Select(Cross).OfType<AttributePair>()],
                Teams = [.. form["Plan.Teams"].Select(team => Number(team)).OfType<int>()],
                Disciplines = [.. form["Plan.Disciplines"].OfType<string>().Where(name => name.Length > 0)],
                Sites = [.. form["Plan.Sites"].OfType<string>().Where(name => name.Length > 0)],
                Role = Choice<AskedRole>(form["Plan.Role"]),
                Channels = [.. form["Plan.Channels"].Select(text => Enum.TryParse<SurveyChannel>(text, out var channel) && Enum.IsDefined(channel) ? channel : (SurveyChannel?)null).OfType<SurveyChannel>().Distinct()],
                Trigger = form["Plan.Kind"] == nameof(SurveyKind.Pulse) ? Choice<PulseTrigger>(form["Plan.Trigger"]) : null,
                Window = Choice<PulseWindow>(form["Plan.Window"]),
                EmbedOrigins = [.. form["Plan.EmbedOrigins"].ToString().Split((char[])[' ', '\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries)],
                CooldownDays = Math.Clamp(Number(form["Plan.CooldownDays"]) ?? 28, 0, MostDays),
                PulseDays = Math.Clamp(Number(form["Plan.PulseDays"]) ?? 14, 1, MostDays),
                RetentionMonths = Math.Clamp(Number(form["Plan.RetentionMonths"]) ?? 12, 1, 60),
            },
        };
    }

    private static AttributePair? Cross(string? text) =>
        text?.Split('+') is [var first, var second] && first != second && SurveyPlans.Attributes.Contains(first) && SurveyPlans.Attributes.Contains(second)
            ? new AttributePair(first, second) : null;

    private static int? Number(StringValues text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static T Choice<T>(StringValues text) where T : struct, Enum => Enum.TryParse<T>(text, out var choice) && Enum.IsDefined(choice) ? choice : default;
}
