using System.Globalization;
using Duet.Feedback;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Benchmarks.Feedback;

/// <summary>
/// 50,000 voices as a company of some years has them: a third waits, a third is decided, a third is over; with customers, themes, links
/// to initiatives, addresses to be told, and a public board with votes and comments.
/// </summary>
internal static class FilledVoices
{
    public const int Count = 50_000;
    public const int Themes = 60;
    public const int Initiatives = 40;
    public const string BoardSlug = "ideas";
    private const int Batch = 1_000;
    private const int Accounts = 500;
    private const int Words = 8_000;

    public static async Task FillAsync(VoiceTaking taking, RecordsStore store, Random random)
    {
        await using var db = store.CreateDbContext();
        var now = TimeProvider.System.GetUtcNow();
        db.AddRange(Enumerable.Range(1, Accounts).Select(number => new CustomerAccount
        {
            Name = $"Customer {number}",
            Key = $"customer {number}",
            RevenueCents = number * 1_000_000L,
            Currency = "EUR",
            Segment = number % 2 == 0 ? "enterprise" : "mid",
        }));
        db.AddRange(Enumerable.Range(1, Themes).Select(number => new Theme { Name = $"Theme {number}", Key = $"theme {number}" }));
        db.AddRange(Enumerable.Range(1, Initiatives).Select(number => new Initiative
        {
            Name = $"Initiative {number}",
            Key = $"initiative {number}",
            State = InitiativeState.Started,
            IsPublic = number % 2 == 0,
            Slot = RoadmapSlot.Now,
            CreatedAt = now,
        }));
        db.AddRange(Enumerable.Range(1, 5).Select(number => new Product { Name = $"Product {number}", Key = $"product {number}" }));
        db.Add(new Board { Slug = BoardSlug, Name = "Ideas", IsPublic = true });
        await db.SaveChangesAsync();
        for (var i = 0; i < Count; i += Batch)
            await taking.TakeAsync([.. Enumerable.Range(i, Batch).Select(number => new NewVoice
            {
                Kind = (VoiceKind)(number % 5),
                Channel = VoiceChannel.Api,
                Source = "bench",
                ExternalId = number.ToString(CultureInfo.InvariantCulture),
                Title = Text(random, 6),
                Body = Text(random, 40),
                CapturedAt = now.AddMinutes(-number * 10),
                WriterMail = number % 2 == 0 ? $"writer{number}@customer.example" : null,
                MailIsConfirmed = true,
            })], CancellationToken.None);
        // What people did with them in those years, at once.
        foreach (var step in (string[])
        [
            """
            UPDATE voices SET "Weight" = 1 + "Id" * 7919 % 97, "AccountId" = CASE WHEN "Id" % 5 = 2 THEN 1 + "Id" % 500 END,
                "LinkedAt" = CASE WHEN "Id" % 3 = 1 THEN "CapturedAt" END, "ClosedAs" = CASE WHEN "Id" % 3 = 2 THEN 'Done' END,
                "ClosedAt" = CASE WHEN "Id" % 3 = 2 THEN "CapturedAt" END, "ReleasedAt" = CASE WHEN "Id" % 30 = 1 THEN "CapturedAt" END,
                "ProductId" = 1 + "Id" % 5, "IsPublic" = "Id" % 5 = 0, "BoardId" = CASE WHEN "Id" % 5 = 0 THEN 1 END,
                "Shown" = CASE WHEN "Id" % 5 = 0 THEN 'Open' ELSE 'InReview' END, "Votes" = "Id" * 31 % 41
            """,
            """INSERT INTO voice_themes ("VoiceId", "ThemeId", "IsSuggested") SELECT "Id", 1 + "Id" * 31 % 60, FALSE FROM voices WHERE "Id" % 3 <> 0""",
            """
            INSERT INTO voice_links ("VoiceId", "Target", "TargetId", "At", "Method", "Confidence")
                SELECT "Id", 'Initiative', 1 + "Id" * 7 % 40, "CapturedAt", 'somebody', 1 FROM voices WHERE "LinkedAt" IS NOT NULL
            """,
            """
            INSERT INTO voice_comments ("VoiceId", "At", "Body", "IsPublic", "IsTeam")
                SELECT "Id", "CapturedAt", 'The same for us.', TRUE, FALSE FROM voices WHERE "Id" % 20 = 0
            """,
        ])
            await db.Database.ExecuteSqlRawAsync(step);
    }

    public static string Text(Random random, int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Word(random)));

    // Few words are frequent and most are rare, as in any language.
    public static string Word(Random random)
    {
        var rank = (int)Math.Pow(Words, random.NextDouble());
        return string.Concat(Enumerable.Range(0, 3).Select(i => "bcdfghklmnprstvwz"[rank * 7 / (int)Math.Pow(17, i) % 17] + "aeiou"[(rank + i) % 5].ToString()));
    }
}
