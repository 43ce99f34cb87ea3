using System.Globalization;
using Duet.Platform.Web;
using Duet.Surveys.Records;
using Microsoft.Extensions.Localization;

namespace Duet.Surveys.Running;

/// <summary>What invitations and reminders say.</summary>
internal sealed class SurveyMails(IStringLocalizer<SurveyMailText> text, PublicAddress address)
{
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

    public MailWords Reminder(Survey survey, DateOnly closesOn) => new(
        text["Reminder.Subject", survey.Title], text["Reminder.Text", survey.Title, Day(closesOn)]);

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}

internal readonly record struct MailWords(string Subject, string Text);
