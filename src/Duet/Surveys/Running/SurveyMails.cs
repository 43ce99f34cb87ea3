using System.Globalization;
using Duet.Platform.Web;
using Duet.Surveys.Pulses;
using Duet.Surveys.Records;
using Microsoft.Extensions.Localization;

namespace Duet.Surveys.Running;

/// <summary>What invitations and reminders say.</summary>
internal sealed class SurveyMails(IStringLocalizer<SurveyMailText> text, PublicAddress address)
{
    private const int LongestName = 120;

    public MailWords Invitation(Posting posting, Letter letter) => new(
        text["Invitation.Subject", posting.Survey.Title],
        string.Join("\n\n", new[]
        {
            posting.IsAgain ? text["Invitation.Again"].Value : "",
            text["Invitation.Text", posting.Survey.Title, Day(posting.ClosesOn)],
            $"{address.Of(SurveyPaths.Form(posting.Survey.Id))}#{letter.Code}",
            text["Invitation.Code", address.Of(SurveyPaths.Form(posting.Survey.Id)), letter.Code],
            text[$"Promise.{posting.Survey.Promise}"],
            letter.Words.Length > 0 ? text["Invitation.Group", letter.Words].Value : text["Invitation.NoGroup"].Value,
        }.Where(part => part.Length > 0)));

    /// <summary>Names what it asks after, to the one person whose work it was; that stands in this message and nowhere else.</summary>
    public MailWords Pulse(PulsePosting posting, PulseLetter letter)
    {
        var (survey, code, happened) = (posting.Survey, letter.Letter.Code, letter.Happened);
        return new MailWords(
            text["Pulse.Subject", survey.Title],
            string.Join("\n\n", new[]
            {
                text[$"Pulse.{survey.Plan.Trigger}", Line(happened.Name), Line(happened.Place)].Value,
                text["Pulse.Text", survey.Title, Day(posting.Until)].Value,
                $"{address.Of(SurveyPaths.Form(survey.Id))}#{code}",
                text["Invitation.Code", address.Of(SurveyPaths.Form(survey.Id)), code].Value,
                text["Promise.Pulse", posting.K].Value,
                letter.Letter.Words.Length > 0 ? text["Invitation.Group", letter.Letter.Words].Value : text["Invitation.NoGroup"].Value,
                text["Pulse.Limit", survey.Plan.PulseDays].Value,
            }));
    }

    public MailWords Reminder(Survey survey, DateOnly closesOn) => new(
        text["Reminder.Subject", survey.Title], text["Reminder.Text", survey.Title, Day(closesOn)]);

    // A title may be anything that somebody typed.
    private static string Line(string name)
    {
        var line = string.Concat(name.Select(letter => char.IsControl(letter) ? ' ' : letter)).Trim();
        return line.Length > LongestName ? line[..LongestName] + "\u2026" : line;
    }

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

internal readonly record struct MailWords(string Subject, string Text);
