using System.Globalization;
using Duet.Surveys.Records;

namespace Duet.Surveys.Planning;

/// <summary>A survey as somebody entered it.</summary>
internal sealed record PlanInput
{
    public const int MostWeeks = 104;
    public const int MostDays = 90;
    public const int MostMonths = 60;

    public string Title { get; init; } = "";
    public string Instrument { get; init; } = "devex";
    public SurveyPromise Promise { get; init; }
    public SurveyKind Kind { get; init; }
    public SurveyLens Lens { get; init; } = SurveyLens.Devex;
    public DateOnly? NextOpensOn { get; init; }
    public bool IsStopped { get; init; }

    /// <summary>The first field of the form that says what no plan can; null where each could be read.</summary>
    public string? Unread { get; init; }
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

    /// <summary>Reads the page's form; what is left out takes its default, what cannot be read is named by <see cref="Unread"/>.</summary>
    public static PlanInput Of(IFormCollection form)
    {
        var fields = new PlanFields(form);
        var days = fields.Number("OpenDays", 1, MostDays) ?? 12;
        var kind = fields.Choice<SurveyKind>("Kind");
        var trigger = fields.Choice<PulseTrigger>("Trigger");
        var input = new PlanInput
        {
            Title = form["Plan.Title"].ToString().Trim(),
            Instrument = form["Plan.Instrument"].ToString(),
            Promise = fields.Choice<SurveyPromise>("Promise"),
            Kind = kind,
            Lens = fields.Choice<SurveyLens>("Lens"),
            NextOpensOn = fields.Day("NextOpensOn"),
            IsStopped = form["Plan.IsStopped"] == "true",
            Plan = new SurveyPlan
            {
                EveryWeeks = fields.Number("EveryWeeks", 1, MostWeeks),
                OpenDays = days,
                Reminders = days < 4 ? [] : [days / 2, days - 2],
                Rotates = form["Plan.Rotates"] == "true",
                Joint = form["Plan.Joint"] == "true",
                // In our order, which says what is kept longest.
                Attributes = [.. SurveyPlans.Attributes.Intersect(fields.Each("Attributes", text => SurveyPlans.Attributes.Contains(text) ? text : null))],
                Crosses = fields.Each("Crosses", Cross),
                Teams = [.. fields.Each("Teams", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var team) ? (int?)team : null).OfType<int>()],
                Disciplines = [.. form["Plan.Disciplines"].OfType<string>().Where(name => name.Length > 0)],
                Sites = [.. form["Plan.Sites"].OfType<string>().Where(name => name.Length > 0)],
                Role = fields.Choice<AskedRole>("Role"),
                Channels = [.. fields.Each("Channels", text => PlanFields.Named<SurveyChannel>(text)).OfType<SurveyChannel>().Distinct()],
                Trigger = kind == SurveyKind.Pulse ? trigger : null,
                Window = fields.Choice<PulseWindow>("Window"),
                EmbedOrigins = [.. form["Plan.EmbedOrigins"].ToString().Split((char[])[' ', '\n', '\r', ','], StringSplitOptions.RemoveEmptyEntries)],
                CooldownDays = fields.Number("CooldownDays", 0, MostDays) ?? 28,
                PulseDays = fields.Number("PulseDays", 1, MostDays) ?? 14,
                RetentionMonths = fields.Number("RetentionMonths", 1, MostMonths) ?? 12,
            },
        };
        return input with { Unread = fields.Unread };
    }

    private static AttributePair? Cross(string text) =>
        text.Split('+') is [var first, var second] && first != second && SurveyPlans.Attributes.Contains(first) && SurveyPlans.Attributes.Contains(second)
            ? new AttributePair(first, second) : null;
}
