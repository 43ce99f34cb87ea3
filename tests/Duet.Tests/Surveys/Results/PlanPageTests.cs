using System.Net;
using Duet.Access;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Tests.Access;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys.Results;

public sealed class PlanPageTests(PeopledServer peopled) : IClassFixture<PeopledServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Survey_MadeByALead_ShowsWhatMayBeToldAndOpensWithCodes()
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.DevexLead);
        var saved = await browser.SubmitAsync("/surveys/new", "plan",
            ("Plan.Title", "Load"), ("Plan.Instrument", "tlx"), ("Plan.Kind", "Wave"), ("Plan.Promise", "Anonymous"), ("Plan.Lens", "Devex"), ("Plan.OpenDays", "10"),
            ("Plan.CooldownDays", "0"), ("Plan.RetentionMonths", "12"), ("Plan.Attributes", "team"), ("Plan.Channels", "Codes"), ("Plan.Window", "Month"), ("Plan.Trigger", "Release"));
        Assert.Equal(HttpStatusCode.Redirect, saved.Status);
        int id;
        await using (var db = await peopled.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
            id = (await db.Set<Survey>().SingleAsync(survey => survey.Title == "Load", Stop)).Id;

        var page = await browser.OpenAsync($"/surveys/{id}/plan");
        Assert.Contains("What may be published", page.Body, StringComparison.Ordinal);
        Assert.Contains("<li>Checkout</li>", page.Body, StringComparison.Ordinal);

        var opened = await browser.SubmitAsync($"/surveys/{id}/plan", "open", ("Sure", "true"));
        Assert.Contains("Codes to hand out", opened.Body, StringComparison.Ordinal);
        var closed = await browser.SubmitAsync($"/surveys/{id}/plan", "close", ("Sure", "true"));
        Assert.Contains("Closed.", closed.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_ByRoleDisciplineAndSite_StaysWhenThePlanIsSavedAgain()
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.Owner);
        (string, string)[] plan =
        [
            ("Plan.Title", "Leads in Berlin"), ("Plan.Instrument", "tlx"), ("Plan.Kind", "Wave"), ("Plan.Promise", "Anonymous"), ("Plan.Lens", "Devex"), ("Plan.OpenDays", "10"),
            ("Plan.CooldownDays", "0"), ("Plan.RetentionMonths", "12"), ("Plan.Attributes", "team"), ("Plan.Channels", "Codes"), ("Plan.Role", "Leads"), ("Plan.Disciplines", "design"),
        ];
        await browser.SubmitAsync("/surveys/new", "plan", [.. plan, ("Plan.Sites", "Berlin")]);
        int id;
        await using (var db = await peopled.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
            id = (await db.Set<Survey>().SingleAsync(survey => survey.Title == "Leads in Berlin", Stop)).Id;

        var page = (await browser.OpenAsync($"/surveys/{id}/plan")).Body;

        Assert.Matches("name=\"Plan.Disciplines\" value=\"design\" checked", page);
        Assert.Matches("name=\"Plan.Sites\" value=\"Berlin\" checked", page);
        Assert.Matches("value=\"Leads\" selected", page);
        await browser.SubmitAsync($"/surveys/{id}/plan", "plan", [.. plan, ("Plan.Disciplines", "quality")]);
        await using var read = await peopled.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        var saved = (await read.Set<Survey>().SingleAsync(survey => survey.Id == id, Stop)).Plan;
        Assert.Equal(["design", "quality"], saved.Disciplines);
        Assert.Empty(saved.Sites);
        Assert.Equal(AskedRole.Leads, saved.Role);
    }

    [Fact]
    public async Task Pulse_CalledAnonymous_IsRefused()
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.Owner);

        var page = await browser.SubmitAsync("/surveys/new", "plan",
            ("Plan.Title", "After a build"), ("Plan.Instrument", "pulse_build"), ("Plan.Kind", "Pulse"), ("Plan.Promise", "Anonymous"), ("Plan.Lens", "Devex"), ("Plan.Channels", "Mail"));

        Assert.Contains("it can only be confidential", page.Body, StringComparison.Ordinal);
        Assert.Contains("value=\"After a build\"", page.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("OpenDays", "0", "from 1 to 90")]
    [InlineData("OpenDays", "abc", "from 1 to 90")]
    [InlineData("EveryWeeks", "105", "from 1 to 104")]
    [InlineData("CooldownDays", "-1", "from 0 to 90")]
    [InlineData("RetentionMonths", "61", "from 1 to 60")]
    [InlineData("NextOpensOn", "2026-02-30", "a day of the calendar")]
    [InlineData("NextOpensOn", "2001-01-01", "has passed")]
    [InlineData("Kind", "Zzz", "no such kind")]
    [InlineData("Kind", "1", "no such kind")]
    [InlineData("Promise", "Secret", "anonymous or confidential")]
    [InlineData("Attributes", "salary", "team, discipline, site and tenure")]
    [InlineData("Crosses", "team+team", "one pair")]
    [InlineData("Teams", "987654", "no such team")]
    [InlineData("Teams", "x", "no such team")]
    [InlineData("Channels", "Pigeon", "no such way")]
    public async Task Field_ThatNoPlanCanSay_IsNamedAndNothingIsSaved(string field, string said, string answer)
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.Owner);
        var title = $"Refused {field} {said}";
        (string Name, string Value)[] plan =
        [
            ("Plan.Title", title), ("Plan.Instrument", "tlx"), ("Plan.Kind", "Wave"), ("Plan.Promise", "Anonymous"), ("Plan.Lens", "Devex"), ("Plan.Channels", "Codes"),
        ];

        var page = await browser.SubmitAsync("/surveys/new", "plan", [.. plan.Where(each => each.Name != $"Plan.{field}"), ($"Plan.{field}", said)]);

        Assert.Contains(answer, page.Body, StringComparison.Ordinal);
        await using var db = await peopled.Server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        Assert.False(await db.Set<Survey>().AnyAsync(survey => survey.Title == title, Stop));
    }

    [Fact]
    public async Task Survey_OfTheOtherLens_IsNotTheirs()
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.ProductOps);

        var page = await browser.SubmitAsync("/surveys/new", "plan",
            ("Plan.Title", "Theirs"), ("Plan.Instrument", "devex"), ("Plan.Kind", "Wave"), ("Plan.Promise", "Anonymous"), ("Plan.Lens", "Devex"), ("Plan.Channels", "Codes"));

        Assert.Contains("not yours to plan", page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowUp_OfAWave_StandsBelowIt()
    {
        using var browser = await peopled.Cast.BrowseAsync(Role.DevexLead);
        var team = peopled.Teams["Platform"];

        var page = await browser.SubmitAsync("/surveys/1/waves/4", "follow-up",
            ("Follow.Topic", "review_speed"), ("Follow.Action", "A review rota in Payments"), ("Follow.OwnerPerson", peopled.People[0].Name),
            ("Follow.OwnerTeam", team.ToString(System.Globalization.CultureInfo.InvariantCulture)));

        Assert.Contains("A review rota in Payments", page.Body, StringComparison.Ordinal);
        Assert.Contains($"{peopled.People[0].Name}, Platform", page.Body, StringComparison.Ordinal);
        Assert.Contains("\"A review rota in Payments\",\"person\":\"", (await browser.OpenAsync("/api/v1/surveys/1/waves/4")).Body, StringComparison.Ordinal);
        var unknown = await browser.SubmitAsync("/surveys/1/waves/4", "follow-up", ("Follow.Topic", "review_speed"), ("Follow.Action", "x"), ("Follow.OwnerPerson", "No Such"));
        Assert.Contains("nobody of that name", unknown.Body, StringComparison.Ordinal);
        var told = await browser.SubmitAsync("/surveys/1/waves/4", "follow-up", ("Follow.Topic", "no_such"), ("Follow.Action", "x"), ("Follow.OwnerTeam", "1"));
        Assert.Contains("Choose a statement of this wave", told.Body, StringComparison.Ordinal);
    }
}
