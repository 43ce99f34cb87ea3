using System.Globalization;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Loop.Records;
using Duet.Platform.Records;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Demo;

/// <summary>What people said to the sample organisation, and what became of it: some two hundred and fifty voices, in every part of the loop.</summary>
internal sealed class SampleVoices(SampleOrganisation organisation, IDbContextFactory<AppDb> records, TimeProvider time, int seed)
{
    private const int ShippedAfterWeeks = 11;
    private const int MostVotes = 14;

    private static readonly string[] Endings = ["", "", " again", " since the last release", " on the phone", ", every Monday", ", and not only for me"];

    // What they make is used by anybody; whoever uses Ledger is a customer, and writes mails.
    private static readonly string[] PortalOf = ["Market", "Courier"];

    private readonly SampleClock clock = new(time.GetUtcNow(), SampleOrganisation.Weeks);
    private readonly Chance chance = new(Chance.SeedOf(seed, "voices"));

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var teams = await db.Set<Team>().ToDictionaryAsync(team => team.Name, team => team.Id, cancellationToken);
        var products = await db.Set<Product>().ToDictionaryAsync(product => product.Name, product => product.Id, cancellationToken);
        var themes = SampleThemes.All.ToDictionary(theme => theme.Name, theme => new Theme { Name = theme.Name, Key = Names.Key(theme.Name) });
        var accounts = SampleThemes.Accounts.Select(account => new CustomerAccount
        {
            Name = account.Name,
            Key = Names.Key(account.Name),
            Tier = account.Tier,
            Segment = account.Segment,
            RevenueCents = account.Euros * 100,
            Currency = "EUR",
        }).ToList();
        var initiatives = SampleThemes.All.Where(theme => theme is { Target: not null, Kind: not VoiceKind.Developer }).ToDictionary(theme => theme.Target!, theme => Initiative(theme, products, teams));
        var tools = SampleThemes.All.Where(theme => theme is { Target: not null, Kind: VoiceKind.Developer })
            .ToDictionary(theme => theme.Target!, theme => new Tool { Name = theme.Target!, Key = Names.Key(theme.Target!), State = ToolState.InUse, TeamId = teams["Platform"] });
        db.AddRange(themes.Values);
        db.AddRange(accounts);
        db.AddRange(initiatives.Values);
        db.AddRange(tools.Values);
        var boards = PortalOf.ToDictionary(
            product => product, product => new Board { Name = product, Slug = Names.Key(product), ProductId = products[product], IsPublic = true });
        db.AddRange(boards.Values);
        Dictionary<string, Feature> features = new()
        {
            ["exports"] = new() { Name = "Refund export", Key = "refund export", ProductId = products["Ledger"], TeamId = teams["Payments"], State = FeatureState.Live },
            ["delivery window"] = new() { Name = "Delivery window", Key = "delivery window", ProductId = products["Courier"], TeamId = teams["Dispatch"], State = FeatureState.Live },
        };
        db.AddRange(features.Values);
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(initiatives.Values.Where(initiative => initiative.ShippedAt is not null).Select(initiative => new ChangelogEntry
        {
            Title = $"{initiative.Name}: it is there",
            Body = "You asked for it on the portal and by mail. Tell us whether it helps.",
            PublishedAt = initiative.ShippedAt!.Value,
            InitiativeId = initiative.Id,
        }));

        List<(Voice Voice, SampleTheme Theme)> said = [];
        foreach (var theme in SampleThemes.All)
            foreach (var at in Times(theme))
                said.Add((Voice(theme, at, said.Count + 1, accounts, products, teams, boards), theme));
        db.AddRange(said.Select(one => one.Voice));
        await db.SaveChangesAsync(cancellationToken);
        foreach (var (voice, theme) in said)
        {
            db.AddRange(Enumerable.Range(0, voice.Votes).Select(vote => new Vote { VoiceId = voice.Id, Voter = [.. BitConverter.GetBytes(voice.Id), (byte)vote], On = DateOnly.FromDateTime(voice.CapturedAt.UtcDateTime) }));
            if (voice.TriagedAt is not null)
                db.Add(new VoiceTheme { VoiceId = voice.Id, ThemeId = themes[theme.Name].Id });
            if (chance.Happens(0.85))
                db.Add(new Asker { VoiceId = voice.Id, Role = AskerRole.Writer, Mail = $"asker{voice.Id}@customers.example", IsConfirmed = true, ToldAt = voice.ToldAt, Helped = voice.Helped });
            if (voice.LinkedAt is { } linked && theme.Target is { } target)
            {
                voice.ToolId = tools.GetValueOrDefault(target)?.Id;
                Link(voice, TargetOf(theme), IdOf(target), linked);
                if (features.TryGetValue(theme.Name, out var feature))
                {
                    voice.FeatureId = feature.Id;
                    Link(voice, LinkTarget.Feature, feature.Id, linked);
                }
            }
        }
        foreach (var waiting in said.Where(one => one.Voice is { ReleasedAt: not null, ToldAt: null }).GroupBy(one => one.Theme))
            await ProposeAsync(db, waiting.Key, IdOf(waiting.Key.Target!), [.. waiting.Select(one => one.Voice)], cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""UPDATE voice_counter SET "Last" = {(long)said.Count}""", cancellationToken);

        void Link(Voice voice, LinkTarget target, int id, DateTimeOffset at) =>
            db.Add(new VoiceLink { VoiceId = voice.Id, Target = target, TargetId = id, At = at, Method = WorkLinks.BySomebody, Confidence = 1 });
        int IdOf(string target) => tools.TryGetValue(target, out var tool) ? tool.Id : initiatives[target].Id;
    }

    private static async Task ProposeAsync(AppDb db, SampleTheme theme, int target, IReadOnlyList<Voice> voices, CancellationToken cancellationToken)
    {
        var telling = new Telling
        {
            Target = TargetOf(theme),
            TargetId = target,
            Proof = "sample",
            ReleasedAt = voices.Max(voice => voice.ReleasedAt!.Value),
            Subject = $"{theme.Target}: it is there",
            Body = $"Hello,\n\nyou told us about {theme.Name}. It is better now.\n\nThank you for saying so.",
        };
        db.Add(telling);
        await db.SaveChangesAsync(cancellationToken);
        db.AddRange(voices.Select(voice => new TellingVoice { TellingId = telling.Id, VoiceId = voice.Id }));
    }

    private static LinkTarget TargetOf(SampleTheme theme) => theme.Kind == VoiceKind.Developer ? LinkTarget.Tool : LinkTarget.Initiative;

    private Voice Voice(SampleTheme theme, DateTimeOffset said, int change, List<CustomerAccount> accounts, Dictionary<string, int> products, Dictionary<string, int> teams,
        Dictionary<string, Board> boards)
    {
        var board = theme.Kind == VoiceKind.User ? boards.GetValueOrDefault(theme.Product) : null;
        var account = theme.Kind == VoiceKind.Customer ? chance.Pick(accounts) : null;
        var votes = Math.Min(MostVotes, chance.Events(theme.Kind == VoiceKind.User ? 2.5 : 1));
        var (title, ending) = (chance.Pick(theme.Titles), chance.Pick(Endings));
        var body = chance.Happens(0.6) ? $"{title}{ending}. {(theme.Kind == VoiceKind.Developer ? "It costs me time each day." : "Please tell me when this is better.")}" : "";
        var voice = new Voice
        {
            Kind = theme.Kind,
            Channel = theme.Kind switch
            {
                VoiceKind.Developer => chance.Happens(0.6) ? VoiceChannel.Cli : VoiceChannel.Mcp,
                VoiceKind.User => chance.Happens(0.7) ? VoiceChannel.Portal : VoiceChannel.Widget,
                VoiceKind.Customer => VoiceChannel.Mail,
                _ => VoiceChannel.Internal,
            },
            Source = "sample",
            ExternalId = change.ToString(CultureInfo.InvariantCulture),
            Title = title + ending,
            Body = body,
            SearchText = VoiceTaking.SearchText(title + ending, body),
            CapturedAt = said,
            ProductId = products[theme.Product],
            AccountId = account?.Id,
            TeamId = theme.Kind == VoiceKind.Developer ? teams[chance.Pick(organisation.Teams).Name] : null,
            BoardId = board?.Id,
            IsPublic = board is not null,
            Shown = PublicState.Open,
            Change = change,
            Votes = votes,
            Weight = 1 + votes + (account is null ? 0 : VoiceWeight.PointsOf(account.RevenueCents)),
        };
        Live(voice, theme);
        return voice;
    }

    // More at first, and some stay with it.
    private IEnumerable<DateTimeOffset> Times(SampleTheme theme)
    {
        for (var week = theme.FromWeek; week <= SampleOrganisation.Weeks; week++)
            for (var i = chance.Events(theme.Count * (week < theme.FromWeek + 10 ? 0.1 : 0.025)); i > 0; i--)
                if (clock.Seen(clock.At((week + chance.Uniform()) * SampleClock.HoursPerWeek)) is { } said)
                    yield return said;
    }

    private void Live(Voice voice, SampleTheme theme)
    {
        // Developers wait longer for somebody to look.
        voice.TriagedAt = chance.Happens(0.93) ? After(voice.CapturedAt, chance.Around(theme.Kind == VoiceKind.Developer ? 60 : 26, 0.8)) : null;
        if (voice.TriagedAt is not { } triaged)
            return;
        if (theme.Outcome == SampleOutcome.Declined)
        {
            if (chance.Happens(0.6) && After(triaged, chance.Around(80, 0.6)) is { } declined)
                (voice.ToldAt, voice.ClosedAt, voice.ClosedAs, voice.Shown) = (chance.Happens(0.8) ? declined : null, declined, VoiceEnd.Declined, PublicState.Declined);
            return;
        }
        if (theme.Target is null || !chance.Happens(0.88))
            return;
        voice.LinkedAt = After(triaged, chance.Around(90, 0.8));
        if (voice.LinkedAt is not { } linked || theme.Outcome == SampleOutcome.Open)
            return;
        var begun = clock.At((theme.FromWeek + 5) * SampleClock.HoursPerWeek);
        voice.StartedAt = clock.Seen(begun > linked ? begun : linked);
        if (voice.StartedAt is not null)
            voice.Shown = PublicState.Started;
        if (voice.StartedAt is not { } started || theme.Outcome == SampleOutcome.Started)
            return;
        var shipped = clock.At(ShippedWeek(theme) * SampleClock.HoursPerWeek + 20);
        if (shipped < started)
            shipped = started.AddDays(chance.Around(6, 0.5));
        voice.ReleasedAt = clock.Seen(shipped);
        if (voice.ReleasedAt is not { } released)
            return;
        voice.Shown = PublicState.Done;
        if (!chance.Happens(0.86) || After(released, chance.Around(theme.Kind == VoiceKind.Developer ? 90 : 30, 0.7)) is not { } told)
            return;
        (voice.ToldAt, voice.ConfirmAskedAt, voice.ClosedAt, voice.ClosedAs) = (told, told, told, VoiceEnd.Done);
        if (chance.Happens(0.55) && After(told, chance.Around(40, 0.9)) is { } confirmed)
            (voice.ConfirmedAt, voice.Helped) = (confirmed, chance.Happens(theme.Outcome == SampleOutcome.CacheShipped ? 0.9 : 0.75));
    }

    private static int ShippedWeek(SampleTheme theme) => theme.Outcome == SampleOutcome.CacheShipped ? SampleStories.FasterBuilds.FromWeek : theme.FromWeek + ShippedAfterWeeks;

    private DateTimeOffset? After(DateTimeOffset at, double hours) => clock.Seen(at.AddHours(hours));

    private Initiative Initiative(SampleTheme theme, Dictionary<string, int> products, Dictionary<string, int> teams) => new()
    {
        Name = theme.Target!,
        Key = Names.Key(theme.Target!),
        Code = $"SO-{100 + theme.FromWeek}",
        State = theme.Outcome == SampleOutcome.Shipped ? InitiativeState.Shipped : InitiativeState.Started,
        ProductId = products[theme.Product],
        TeamId = teams[theme.Product switch { "Market" => "Storefront", "Ledger" => "Payments", _ => "Dispatch" }],
        IsPublic = true,
        Slot = theme.Outcome == SampleOutcome.Started ? RoadmapSlot.Now : null,
        StartedAt = clock.At((theme.FromWeek + 5) * SampleClock.HoursPerWeek),
        ShippedAt = theme.Outcome == SampleOutcome.Shipped ? clock.Seen(clock.At(ShippedWeek(theme) * SampleClock.HoursPerWeek + 20)) : null,
        CreatedAt = clock.At(theme.FromWeek * SampleClock.HoursPerWeek),
    };
}
