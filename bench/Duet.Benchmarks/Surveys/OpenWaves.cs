using Duet.Access;
using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys;
using Duet.Surveys.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Benchmarks.Surveys;

/// <summary>Waves of the developer survey that are open, each to people of its own, with the codes that were handed out and a filled sheet.</summary>
internal sealed record OpenWaves(IReadOnlyList<OpenWave> Waves, IReadOnlyList<InstrumentItem> Items)
{
    private const int TeamSize = 25;
    private const string Instrument = "devex";

    /// <summary>Puts them into a data directory on which no server runs.</summary>
    public static async Task<OpenWaves> MakeAsync(string data, string? records, int waves, int people)
    {
        await using var app = await Server.BuildAsync(new ServerOptions { DataFolder = data, Records = records, Listens = false }, CancellationToken.None);
        var instrument = app.Services.GetRequiredService<IInstruments>().Find(Instrument)!;
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<AppDb>>().CreateDbContextAsync();
        List<OpenWave> open = [];
        for (var wave = 0; wave < waves; wave++)
        {
            var survey = new Survey
            {
                Title = $"Survey {wave}",
                Instrument = Instrument,
                InstrumentVersion = instrument.Version,
                Promise = SurveyPromise.Anonymous,
                Kind = SurveyKind.Wave,
                Lens = SurveyLens.Devex,
                Plan = new SurveyPlan { Joint = true, Attributes = ["team"], Channels = [SurveyChannel.Codes], Teams = [.. await HireAsync(db, wave, people)] },
                CreatedAt = TimeProvider.System.GetUtcNow(),
            };
            db.Add(survey);
            await db.SaveChangesAsync();
            var opening = await app.Services.GetRequiredService<IWaves>().OpenAsync(survey.Id, Caller.Host, CancellationToken.None);
            open.Add(new OpenWave(survey.Id, opening.Wave ?? throw new InvalidOperationException($"The wave is not opened: {opening.Refusal}."), [.. opening.Codes.SelectMany(group => group.Codes)]));
        }
        return new OpenWaves(open, instrument.Items);
    }

    /// <summary>How many sheets were counted, and how many tickets are left, as the records hold them.</summary>
    public static async Task<(int Counted, int Left)> CountAsync(string data, string? records, OpenWave wave, string item)
    {
        var store = RecordsStore.At(Path.Combine(data, "records.db"), records);
        await using var db = store.CreateDbContext();
        return (await db.Set<Answer>().CountAsync(answer => answer.WaveId == wave.Id && answer.Item == item), await db.Set<Ticket>().CountAsync(ticket => ticket.WaveId == wave.Id));
    }

    private static async Task<IReadOnlyList<int>> HireAsync(AppDb db, int wave, int people)
    {
        List<int> teams = [];
        for (var at = 0; at < people; at += TeamSize)
        {
            var team = new Team { Name = $"Team {wave}-{at}", Key = $"team {wave}-{at}", CreatedAt = DateTimeOffset.UnixEpoch };
            var members = Enumerable.Range(at, Math.Min(TeamSize, people - at))
                .Select(each => new Person { Name = $"Person{wave} Number{each}", Mail = $"p{wave}-{each}@corp.example", CreatedAt = DateTimeOffset.UnixEpoch }).ToList();
            db.Add(team);
            db.AddRange(members);
            await db.SaveChangesAsync();
            db.AddRange(members.Select(person => new Membership { PersonId = person.Id, TeamId = team.Id, IsPrimary = true }));
            await db.SaveChangesAsync();
            teams.Add(team.Id);
        }
        return teams;
    }
}

internal sealed record OpenWave(int Survey, int Id, IReadOnlyList<string> Codes);
