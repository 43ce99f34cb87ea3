using Duet.Access;
using Duet.Platform.Messages;
using Duet.Surveys;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Tests.Surveys;

/// <summary>Who is asked, when, and what of it is stored.</summary>
public abstract class WavesTests(SurveyServer surveys)
{
    protected static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Preview_OfTeamsAndASmallOne_SaysTheGroupsBeforeAsking()
    {
        var staff = await surveys.HireAsync(8, 7, 2);
        var survey = await surveys.PlanAsync(staff);

        var preview = (await surveys.Server.Get<IWaves>().PreviewAsync(survey, Stop))!;

        Assert.Null(preview.Refusal);
        Assert.Equal(17, preview.People);
        Assert.Equal(17, preview.Leaves.Sum(leaf => leaf.Invited));
        Assert.All(preview.Leaves, leaf => Assert.InRange(leaf.Invited, 5, 17));
        Assert.Contains($"team={staff.TeamPrefix}1", preview.Cells);
        Assert.Equal([$"team={staff.TeamPrefix}2", $"team={staff.TeamPrefix}3"], preview.NotAsked.Select(cell => cell.Cell).Order());
        await using var db = surveys.Open();
        Assert.False(await db.Set<Wave>().AnyAsync(wave => wave.SurveyId == survey, Stop));
    }

    [Fact]
    public async Task Opening_WithCodes_StoresHashesAndGroupsOnly()
    {
        var staff = await surveys.HireAsync(6, 7);
        var opening = await surveys.OpenAsync(await surveys.PlanAsync(staff));

        Assert.Null(opening.Refusal);
        Assert.Equal([6, 7], opening.Codes.Select(group => group.Codes.Count).Order());
        Assert.Equal([$"{staff.TeamPrefix}1", $"{staff.TeamPrefix}2"], opening.Codes.Select(group => group.Labels).Order());
        Assert.All(opening.Codes.SelectMany(group => group.Codes), code => Assert.Matches("^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]$", code));
        await using var db = surveys.Open();
        var tickets = await db.Set<Ticket>().Where(ticket => ticket.WaveId == opening.Wave).ToListAsync(Stop);
        Assert.Equal(
            opening.Codes.SelectMany(group => group.Codes).Select(code => Convert.ToHexString(Duet.Surveys.Running.TicketText.HashOf(code))).Order(),
            tickets.Select(ticket => Convert.ToHexString(ticket.Hash)).Order());
        Assert.Equal(
            staff.People.Select(person => person.Id).Order(),
            await db.Set<Asked>().Where(asked => asked.WaveId == opening.Wave).Select(asked => asked.PersonId).Order().ToListAsync(Stop));
        Assert.Equal(WaveState.Open, await surveys.StateAsync(opening.Wave!.Value));
    }

    [Fact]
    public async Task Opening_ByMail_OpensOnlyWhenTheLastMessageIsOut()
    {
        var staff = await surveys.HireAsync(6);
        var survey = await surveys.PlanAsync(staff, plan => plan with { Channels = [SurveyChannel.Mail] });
        var held = new TaskCompletionSource();
        surveys.Messages.Before = mail => staff.People.Any(person => person.Mail == mail.To) ? held.Task : Task.CompletedTask;

        var opening = await surveys.OpenAsync(survey);
        Assert.Equal(WaveState.Issuing, await surveys.StateAsync(opening.Wave!.Value));
        // The clock does not take for cut off what is on its way.
        await surveys.LookAsync();
        Assert.Equal(WaveRefusal.AlreadyOpen, (await surveys.OpenAsync(survey)).Refusal);
        held.SetResult();
        await surveys.WaitUntilOpenAsync(opening.Wave.Value);

        var mails = surveys.Messages.Mails.Where(mail => staff.People.Any(person => person.Mail == mail.To)).ToList();
        Assert.Equal(6, mails.Select(SurveyServer.CodeIn).Distinct().Count());
        Assert.All(mails, mail => Assert.Contains($"this group: {staff.TeamPrefix}1", mail.Text, StringComparison.Ordinal));
        Assert.All(mails, mail => Assert.Contains(FormattableString.Invariant($"/survey/{survey}#"), mail.Text, StringComparison.Ordinal));
        Assert.Empty(opening.Codes);
    }

    [Fact]
    public async Task Opening_WhereMailIsRefused_GoesByTheNextChannel()
    {
        var staff = await surveys.HireAsync(5);
        var survey = await surveys.PlanAsync(staff, plan => plan with { Channels = [SurveyChannel.Mail, SurveyChannel.Slack] });
        surveys.Messages.Answer = mail => mail.To == staff.People[0].Mail ? SendOutcome.Refused : SendOutcome.Accepted;
        surveys.Messages.Slack = SendOutcome.Accepted;

        await surveys.WaitUntilOpenAsync((await surveys.OpenAsync(survey)).Wave!.Value);

        Assert.Contains(surveys.Messages.Notes, note => note.To == staff.People[0].Mail && note.Sections.Any(text => text.Contains('#', StringComparison.Ordinal)));
        Assert.DoesNotContain(surveys.Messages.Notes, note => note.To == staff.People[1].Mail);
    }

    [Fact]
    public async Task Opening_CutOffWhileSending_MakesAllTicketsAnew()
    {
        var staff = await surveys.HireAsync(6);
        var survey = await surveys.PlanAsync(staff, plan => plan with { Channels = [SurveyChannel.Mail] });
        var wave = (await surveys.OpenAsync(survey)).Wave!.Value;
        await surveys.WaitUntilOpenAsync(wave);
        var first = surveys.Messages.Mails.Where(mail => staff.People.Any(person => person.Mail == mail.To)).Select(SurveyServer.CodeIn).ToHashSet();
        // As a process leaves it that ends before its last message.
        await using var db = surveys.Open();
        await db.Set<Wave>().Where(row => row.Id == wave).ExecuteUpdateAsync(row => row.SetProperty(its => its.State, WaveState.Issuing), Stop);

        await surveys.LookAsync();
        await surveys.WaitUntilOpenAsync(wave);

        var second = surveys.Messages.Mails.Where(mail => staff.People.Any(person => person.Mail == mail.To) && !first.Contains(SurveyServer.CodeIn(mail))).ToList();
        Assert.Equal(6, second.Count);
        Assert.All(second, mail => Assert.Contains("not the one before it", mail.Text, StringComparison.Ordinal));
        Assert.Equal(
            second.Select(mail => Convert.ToHexString(Duet.Surveys.Running.TicketText.HashOf(SurveyServer.CodeIn(mail)))).Order(),
            (await db.Set<Ticket>().Where(ticket => ticket.WaveId == wave).ToListAsync(Stop)).Select(ticket => Convert.ToHexString(ticket.Hash)).Order());
        Assert.Equal(6, await db.Set<Asked>().CountAsync(asked => asked.WaveId == wave, Stop));
    }

    [Fact]
    public async Task Opening_OfFewerThanFive_IsRefused()
    {
        var survey = await surveys.PlanAsync(await surveys.HireAsync(4));

        Assert.Equal(WaveRefusal.TooFewPeople, (await surveys.OpenAsync(survey)).Refusal);
        Assert.Equal(WaveRefusal.TooFewPeople, (await surveys.Server.Get<IWaves>().PreviewAsync(survey, Stop))!.Refusal);
    }

    [Fact]
    public async Task Cooldown_OverAllSurveys_LeavesOutWhoWasAskedLately()
    {
        var staff = await surveys.HireAsync(8, 6);
        var first = await surveys.PlanAsync(staff);
        await surveys.OpenAsync(first);
        var other = await surveys.PlanAsync(staff, instrument: "sus");

        var now = (await surveys.Server.Get<IWaves>().PreviewAsync(other, Stop))!;
        surveys.Time.Advance(TimeSpan.FromDays(28));
        var later = (await surveys.Server.Get<IWaves>().PreviewAsync(other, Stop))!;

        Assert.Equal((0, 14, WaveRefusal.TooFewPeople), (now.People, now.CoolingDown, now.Refusal));
        Assert.Equal((14, 0, (WaveRefusal?)null), (later.People, later.CoolingDown, later.Refusal));
    }

    [Fact]
    public async Task Target_OfOneTeamAndADiscipline_AsksNobodyElse()
    {
        var staff = await surveys.HireAsync(7, 6);
        await using (var db = surveys.Open())
        {
            db.AddRange(staff.Teams[0].Take(5).Select(person => new Duet.Teams.Records.DisciplinePeriod { PersonId = person.Id, Discipline = "design" }));
            db.AddRange(staff.Teams[1].Select(person => new Duet.Teams.Records.DisciplinePeriod { PersonId = person.Id, Discipline = "quality" }));
            await db.SaveChangesAsync(Stop);
        }
        var survey = await surveys.PlanAsync(staff, plan => plan with { Disciplines = ["design"] });

        var opening = await surveys.OpenAsync(survey);

        await using var read = surveys.Open();
        Assert.Equal(
            staff.Teams[0].Take(5).Select(person => person.Id),
            await read.Set<Asked>().Where(asked => asked.WaveId == opening.Wave).Select(asked => asked.PersonId).Order().ToListAsync(Stop));
    }

    [Fact]
    public async Task Target_OfASiteAndOfLeads_AsksNobodyElse()
    {
        var staff = await surveys.HireAsync(10, 10);
        var leads = staff.People.Where((_, at) => at % 10 is 0 or 1 or 2 or 4 or 6 or 8).Select(person => person.Id).ToList();
        await using (var db = surveys.Open())
            await db.Set<Duet.Teams.Records.Membership>().Where(row => leads.Contains(row.PersonId)).ExecuteUpdateAsync(row => row.SetProperty(its => its.IsLead, true), Stop);

        var berlin = await PeopleOfAsync(plan => plan with { Sites = ["Berlin"] });
        var leading = await PeopleOfAsync(plan => plan with { Role = AskedRole.Leads });
        var both = await PeopleOfAsync(plan => plan with { Role = AskedRole.Members, Sites = ["Lyon"] });

        Assert.Equal((10, 12, 8), (berlin, leading, both));

        async Task<int> PeopleOfAsync(Func<SurveyPlan, SurveyPlan> target) =>
            (await surveys.Server.Get<IWaves>().PreviewAsync(await surveys.PlanAsync(staff, target), Stop))!.People;
    }

    [Fact]
    public async Task Groups_BySiteAndTenure_FollowWhatTheDirectorySays()
    {
        var staff = await surveys.HireAsync(20);
        var today = DateOnly.FromDateTime(surveys.Time.GetUtcNow().UtcDateTime);
        foreach (var (person, at) in staff.People.Select((person, at) => (person, at)))
            await surveys.Server.Get<Duet.Teams.People.PersonAttributes>().SetAsync(
                person.Id, at < 10 ? "Berlin" : "Lyon", (at % 10 < 5 ? today.AddMonths(-1) : today.AddYears(-3)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                Duet.Teams.Author.Host, Stop);
        var survey = await surveys.PlanAsync(staff, plan => plan with { Attributes = ["site", "tenure"] });

        var preview = (await surveys.Server.Get<IWaves>().PreviewAsync(survey, Stop))!;

        Assert.Equal(["Berlin, 2 to 5 years", "Berlin, under 6 months", "Lyon, 2 to 5 years", "Lyon, under 6 months"], preview.Leaves.Select(leaf => leaf.Labels).Order(StringComparer.Ordinal));
        Assert.All(preview.Leaves, leaf => Assert.Equal(5, leaf.Invited));
        Assert.Contains("tenure=2 to 5 years", preview.Cells);
    }

    [Theory]
    [InlineData(20, 2, 0)]
    [InlineData(27, 2, 2)]
    [InlineData(60, 2, 4)]
    public async Task Rotation_OnlyWhereEnoughAnswersAreExpected_DividesTheItems(int size, int teams, int sets)
    {
        var survey = await surveys.PlanAsync(await surveys.HireAsync([.. Enumerable.Repeat(size, teams)]), plan => plan with { Rotates = true });

        Assert.Equal(sets, (await surveys.Server.Get<IWaves>().PreviewAsync(survey, Stop))!.Rotation);
    }

    [Fact]
    public async Task NextWave_AfterOneJoinedAndOneLeft_KnowsHowManyMovedInEachCell()
    {
        var staff = await surveys.HireAsync(8, 6);
        var survey = await surveys.PlanAsync(staff);
        var first = (await surveys.OpenAsync(survey)).Wave!.Value;
        await surveys.CloseAsync(first);
        await using (var db = surveys.Open())
        {
            await db.Set<Duet.Teams.Records.Membership>().Where(row => row.PersonId == staff.Teams[0][0].Id)
                .ExecuteUpdateAsync(row => row.SetProperty(its => its.TeamId, db.Set<Duet.Teams.Records.Membership>().First(other => other.PersonId == staff.Teams[1][0].Id).TeamId), Stop);
        }
        surveys.Time.Advance(TimeSpan.FromDays(30));

        var second = (await surveys.OpenAsync(survey)).Wave!.Value;

        await using var read = surveys.Open();
        var cells = (await read.Set<Wave>().SingleAsync(wave => wave.Id == second, Stop)).Catalogue!.Cells.ToDictionary(cell => cell.Key, cell => cell.Moved);
        Assert.Equal(0, cells[""]);
        Assert.Equal((1, 1), (cells[$"team={staff.TeamPrefix}1"], cells[$"team={staff.TeamPrefix}2"]));
        Assert.All((await read.Set<Wave>().SingleAsync(wave => wave.Id == first, Stop)).Catalogue!.Cells, cell => Assert.Null(cell.Moved));
    }

    [Fact]
    public async Task Clock_OnItsDays_OpensRemindsAllClosesAndPublishes()
    {
        var staff = await surveys.HireAsync(6);
        var survey = await surveys.PlanAsync(staff, plan => plan with { Channels = [SurveyChannel.Mail], EveryWeeks = 13, OpenDays = 12, Reminders = [6, 10] });
        var today = DateOnly.FromDateTime(surveys.Time.GetUtcNow().DateTime);
        await using var db = surveys.Open();
        await db.Set<Survey>().Where(row => row.Id == survey).ExecuteUpdateAsync(row => row.SetProperty(its => its.NextOpensOn, today), Stop);
        IEnumerable<OutgoingMail> Reminders() => surveys.Messages.Mails.Where(mail => mail.Subject.EndsWith("still open", StringComparison.Ordinal) && staff.People.Any(person => person.Mail == mail.To));

        await surveys.LookAsync();
        var wave = await db.Set<Wave>().AsNoTracking().SingleAsync(row => row.SurveyId == survey, Stop);
        await surveys.WaitUntilOpenAsync(wave.Id);
        Assert.Equal(today.AddDays(91), await db.Set<Survey>().Where(row => row.Id == survey).Select(row => row.NextOpensOn).SingleAsync(Stop));
        surveys.Time.Advance(TimeSpan.FromDays(6));
        await surveys.LookAsync();
        await surveys.LookAsync();
        Assert.Equal(staff.People.Select(person => person.Mail).Order(), Reminders().Select(mail => mail.To).Order());
        Assert.All(Reminders(), mail => Assert.DoesNotMatch("[0-9A-Z]{5}-[0-9A-Z]{5}", mail.Text));
        surveys.Time.Advance(TimeSpan.FromDays(6));
        await surveys.LookAsync();
        Assert.Equal(WaveState.Open, await surveys.StateAsync(wave.Id));
        surveys.Time.Advance(TimeSpan.FromDays(1));
        await surveys.LookAsync();

        Assert.Equal(WaveState.Released, await surveys.StateAsync(wave.Id));
        Assert.Equal(0, await db.Set<Ticket>().CountAsync(ticket => ticket.WaveId == wave.Id, Stop));
    }

    [Fact]
    public async Task Answers_AfterTheTimeTheyAreKept_AreDeletedAndWhatWasReleasedStays()
    {
        var survey = await surveys.PlanAsync(await surveys.HireAsync(6), plan => plan with { RetentionMonths = 2 });
        var opening = await surveys.OpenAsync(survey);
        foreach (var code in opening.Codes.SelectMany(group => group.Codes))
            await surveys.AnswerAsync(survey, code, 3, "A text.");
        await surveys.CloseAsync(opening.Wave!.Value);
        await surveys.LookAsync();
        async Task<(int, int, int)> HeldAsync()
        {
            await using var db = surveys.Open();
            return (await db.Set<Duet.Surveys.Records.Answer>().CountAsync(row => row.WaveId == opening.Wave, Stop),
                await db.Set<SurveyComment>().CountAsync(row => row.WaveId == opening.Wave, Stop),
                await db.Set<ReleasedCell>().CountAsync(row => row.WaveId == opening.Wave, Stop));
        }
        var (answers, comments, released) = await HeldAsync();
        surveys.Time.Advance(TimeSpan.FromDays(58));
        await surveys.LookAsync();
        Assert.Equal((answers, comments, released), await HeldAsync());

        surveys.Time.Advance(TimeSpan.FromDays(5));
        await surveys.LookAsync();

        Assert.Equal((30, 6), (answers, comments));
        Assert.Equal((0, 0, released), await HeldAsync());
    }

    [Fact]
    public async Task Texts_OfAWaveWithoutAnyOtherAnswer_AreDeletedAsWell()
    {
        var survey = await surveys.PlanAsync(await surveys.HireAsync(6), plan => plan with { RetentionMonths = 2 });
        var opening = await surveys.OpenAsync(survey);
        await surveys.PostAsync(FormattableString.Invariant($"/survey/{survey}"), [("code", opening.Codes[0].Codes[0]), ("comment", "Nothing but a text.")]);
        await surveys.CloseAsync(opening.Wave!.Value);
        await surveys.LookAsync();
        await using var db = surveys.Open();
        Assert.Equal(
            (0, 1), (await db.Set<Duet.Surveys.Records.Answer>().CountAsync(row => row.WaveId == opening.Wave, Stop), await db.Set<SurveyComment>().CountAsync(row => row.WaveId == opening.Wave, Stop)));

        surveys.Time.Advance(TimeSpan.FromDays(63));
        await surveys.LookAsync();

        Assert.Equal(0, await db.Set<SurveyComment>().CountAsync(row => row.WaveId == opening.Wave, Stop));
    }

    [Fact]
    public async Task TwoNodes_OpeningAndClosingAtOnce_DoItOnce()
    {
        var survey = await surveys.PlanAsync(await surveys.HireAsync(6));

        var openings = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => surveys.OpenAsync(survey))));
        var wave = Assert.Single(openings, opening => opening.Refusal is null).Wave!.Value;
        var closings = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => surveys.CloseAsync(wave))));

        Assert.Single(closings, refusal => refusal is null);
        Assert.All(openings.Where(opening => opening.Wave is null), opening => Assert.Equal(WaveRefusal.AlreadyOpen, opening.Refusal));
    }
}

[Collection(SqliteSurveys.Name)]
public sealed class SqliteWavesTests(SqliteSurveyServer surveys) : WavesTests(surveys), IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

[Collection(PostgresSurveys.Name)]
public sealed class PostgresWavesTests(PostgresSurveyServer surveys) : WavesTests(surveys), IAsyncLifetime
{
    public async ValueTask InitializeAsync() => await surveys.StartAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
