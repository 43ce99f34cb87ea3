using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Duet.Access;
using Duet.Engine.Facts;
using Duet.Engine.Identity;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Duet.Teams;
using Duet.Teams.People;
using Duet.Teams.Projection;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using FactAttribute = Xunit.FactAttribute;

namespace Duet.Tests.Teams.People;

/// <summary>A person's own work and data: on their page, and on nobody else's.</summary>
public sealed class OwnDataTests : IAsyncLifetime
{
    // Counts that no page shows by chance.
    private const int JanesCommits = 7_351;
    private const string JanesNumber = "7,351";

    // Between letters and digits it is a part of something else: of the id of a request, of a fraction of a second, of a token.
    private static readonly Regex NumberOfJane = new("(?<![0-9A-Za-z])7[,\\u202f]?351(?![0-9A-Za-z])");
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    private RunningServer server = null!;
    private int jane;
    private int john;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await RunningServer.StartAsync();
        var people = server.Get<KnownPeople>();
        jane = (await people.AddAsync(new PersonInput("Jane Doe", "jane@corp.example"), Author.Host, Stop)).Id;
        john = (await people.AddAsync(new PersonInput("John Roe", "john@corp.example"), Author.Host, Stop)).Id;
        var team = (await server.Get<KnownTeams>().AddAsync(new TeamInput("Red"), Author.Host, Stop)).Id;
        foreach (var person in new[] { jane, john })
            await server.Get<Memberships>().JoinAsync(person, team, null, null, MembershipKind.Primary, Author.Host, Stop);
        await server.Get<IdentityLinks>().LinkAsync(new KnownIdentity(new("github", "jdoe"), "Jane"), jane, LinkMethod.Manual, 1, Author.Host, Stop);
        await WorkAsync();
        await server.Get<DimensionProjection>().RefreshAsync(Stop);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task Page_OfEachRole_ShowsTheOwnNumbersToTheirOwnerOnly()
    {
        foreach (var role in Roles)
        {
            using var owner = await SignInAsync(role, jane);
            var own = await owner.OpenAsync("/me");
            if (role == Role.Viewer)
            {
                Assert.Equal(HttpStatusCode.Forbidden, own.Status);
                continue;
            }
            Assert.Contains($"{JanesNumber} in 13 weeks", own.Body, StringComparison.Ordinal);
            Assert.Contains("jdoe", own.Body, StringComparison.Ordinal);
            // Two people are fewer than the floor: the team's total would be John's work.
            Assert.Contains("The total of your team is hidden", own.Body, StringComparison.Ordinal);

            using var other = await SignInAsync(role, john);
            var others = await other.OpenAsync("/me");
            Assert.DoesNotContain(JanesNumber, others.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("jdoe", others.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task OtherRoutes_ForEveryRole_TellNoNumberOfOnePerson()
    {
        string[] pages =
        [
            "/people", $"/people/{jane}", "/people?q=jane", "/people/suggestions", "/people/identities", "/people/rules", "/teams",
            $"/teams/{await TeamAsync()}", "/metrics/commit.count?by=team", "/metrics/commit.count?by=author", "/metrics/commit.count?where=author:jane",
            $"/metrics/commit.count?self={PersonNumber.Of(jane)}", $"/explore?metric=commit.count&self={PersonNumber.Of(jane)}",
            "/api/v1/metrics/commit.count/series?by=author", $"/api/v1/metrics/commit.count/series?self={PersonNumber.Of(jane)}",
            $"/api/v1/metrics/commit.count/series?where=author:{PersonNumber.Of(jane)}", "/api/v1/metrics/commit.count/series?where=team:Red",
            $"/api/v1/people/{jane}",
        ];
        foreach (var role in Roles)
        {
            using var reader = await SignInAsync(role, john);
            foreach (var path in pages)
            {
                var body = (await reader.OpenAsync(path)).Body;
                Assert.False(NumberOfJane.IsMatch(body), $"{role} reads Jane's number on {path}");
            }
        }
    }

    [Fact]
    public async Task File_OfTheAsker_HoldsWhatIsKnownOfThemAndNobodyElse()
    {
        await AskAndSpeakAsync();
        using var browser = await SignInAsync(Role.Member, jane);

        var answer = await browser.OpenAsync("/me/data.json");

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        using var data = JsonDocument.Parse(answer.Body);
        var root = data.RootElement;
        Assert.Equal("Jane Doe", root.GetProperty("person").GetProperty("name").GetString());
        Assert.Equal(["jdoe", "jane@corp.example"], root.GetProperty("identities").EnumerateArray().Select(identity => identity.GetProperty("key").GetString()));
        Assert.Equal("Red", root.GetProperty("teams")[0].GetProperty("name").GetString());
        Assert.Equal(JanesCommits, root.GetProperty("facts").EnumerateArray().Single(fact => fact.GetProperty("fact").GetString() == "commit").GetProperty("rows").GetInt64());
        Assert.Contains(root.GetProperty("auditMentions").EnumerateArray(), mention => mention.GetProperty("action").GetString() == "identity.link");
        Assert.DoesNotContain("John", answer.Body, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Headers["Cache-Control"]);

        // What surveys and feedback hold, in words: where they were asked, never whether they answered.
        Assert.Equal(
            ["How we build, wave 1 (anonymous): counted in Red", "“The cache misses”, written by you"],
            root.GetProperty("holdings").EnumerateArray().Select(holding => holding.GetProperty("text").GetString()).Order(StringComparer.Ordinal));
        Assert.Contains("How we build, wave 1 (anonymous): counted in Red", (await browser.OpenAsync("/me")).Body, StringComparison.Ordinal);
        using var other = await SignInAsync(Role.Member, john);
        Assert.DoesNotContain("How we build", (await other.OpenAsync("/me")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OfAnAccountLinkedToNobody_SaysHowToLinkIt()
    {
        using var browser = await SignInAsync(Role.Member, null);

        var page = await browser.OpenAsync("/me");

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("not linked to anybody in the directory", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(JanesNumber, page.Body, StringComparison.Ordinal);
    }

    private async Task AskAndSpeakAsync()
    {
        await server.Get<IVoices>().TakeAsync(
            new NewVoice { Kind = VoiceKind.Developer, Channel = VoiceChannel.Cli, Source = "cli", Title = "The cache misses", WriterPerson = jane }, Stop);
        await using var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        var survey = new Survey
        {
            Title = "How we build",
            Instrument = "devex",
            InstrumentVersion = 1,
            Promise = SurveyPromise.Anonymous,
            Kind = SurveyKind.Wave,
            Lens = SurveyLens.Devex,
            Plan = new SurveyPlan(),
            CreatedAt = DateTimeOffset.UnixEpoch,
        };
        db.Add(survey);
        await db.SaveChangesAsync(Stop);
        var wave = new Wave
        {
            SurveyId = survey.Id,
            Number = 1,
            OpensOn = new DateOnly(2026, 3, 2),
            ClosesOn = new DateOnly(2026, 3, 13),
            Instrument = "devex",
            InstrumentVersion = 1,
            Promise = SurveyPromise.Anonymous,
            K = 5,
        };
        db.Add(wave);
        await db.SaveChangesAsync(Stop);
        db.Add(new Asked { PersonId = jane, WaveId = wave.Id, On = wave.OpensOn, Labels = "team=Red" });
        await db.SaveChangesAsync(Stop);
    }

    private async Task WorkAsync()
    {
        var at = server.Get<TimeProvider>().GetUtcNow().AddDays(-10);
        Actor[] janes = [new("mail", "jane@corp.example", "Jane Doe", ActorKind.Human), new("github", "jdoe", "Jane", ActorKind.Human)];
        var johns = new Actor("mail", "john@corp.example", "John Roe", ActorKind.Human);
        await PeopleBench.WriteAsync(server.Get<IFactStore>(), at, [.. Enumerable.Range(0, JanesCommits).Select(number => janes[number % 2]), johns]);
    }

    private async Task<int> TeamAsync()
    {
        await using var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        return await db.Set<Team>().Select(team => team.Id).SingleAsync(Stop);
    }

    private async Task<Browser> SignInAsync(Role role, int? person)
    {
        var mail = $"{Guid.NewGuid():N}@corp.example";
        await using (var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop))
        {
            await db.Set<Account>().Where(account => account.PersonId == person).ExecuteUpdateAsync(set => set.SetProperty(account => account.PersonId, (int?)null), Stop);
            db.Add(new Account
            {
                Id = Guid.CreateVersion7(),
                Mail = mail,
                Name = "Reader",
                Role = role,
                SecurityStamp = "s",
                PersonId = person,
                PasswordHash = server.Get<IPasswordHasher<Account>>().HashPassword(null!, RunningServer.OwnerPassword),
                CreatedAt = DateTimeOffset.UnixEpoch,
            });
            await db.SaveChangesAsync(Stop);
        }
        var browser = server.Browse();
        var answer = await browser.SubmitAsync("/sign-in", "sign-in", ("Input.Mail", mail), ("Input.Password", RunningServer.OwnerPassword));
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return browser;
    }
}
