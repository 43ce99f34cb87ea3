using Duet.Feedback.Records;

namespace Duet.Demo;

/// <summary>What is said in the sample organisation: themes with who speaks of them, what it led to, and in which words.</summary>
internal static class SampleThemes
{
    public static IReadOnlyList<SampleTheme> All { get; } =
    [
        new("exports", VoiceKind.Customer, "Ledger", "Exports people can trust", 40, 14, SampleOutcome.Shipped,
            "The refund export stops at 10,000 rows", "Export ends without a word", "Refund export is cut off", "Invoices are missing in the export", "The export fails on large months", "We close the month with the export and it is wrong"),
        new("search", VoiceKind.User, "Market", "Search that keeps its filters", 44, 20, SampleOutcome.Shipped,
            "Search forgets my filters when I go back", "Filters are lost in search", "I start again each time I open a product", "Search is slow with many filters", "Good search, but filters get lost", "Search results jump around"),
        new("payment", VoiceKind.User, "Market", "Pay in parts", 60, 16, SampleOutcome.Started,
            "Would like to pay half now", "Pay in three parts", "My card was refused without a reason", "I want to pay by invoice", "Payment page is confusing on the phone", "Please let me split the bill"),
        new("delivery window", VoiceKind.User, "Courier", "Choose the hour", 52, 18, SampleOutcome.Shipped,
            "Let me choose the hour of delivery", "The driver came when nobody was home", "A narrower window would be great", "Two hours is too wide a window", "Great app, but when does it come?", "I lost half a day waiting"),
        new("limits", VoiceKind.Customer, "Ledger", null, 48, 10, SampleOutcome.Open,
            "Rate limits in the docs differ from the API", "We are cut at 300 requests a minute", "Docs say 600 a minute, we get 300", "Limits are unclear for partners"),
        new("fees", VoiceKind.Pm, "Ledger", "Fees in plain words", 56, 8, SampleOutcome.Started,
            "Six of nine interviews end at the fee table", "Nobody could say what a payout costs", "The fee page needs plain words", "Merchants ask what a transfer costs"),
        new("being told", VoiceKind.Stakeholder, "Ledger", null, 58, 8, SampleOutcome.Declined,
            "Why did the fee page change without a word to us?", "We learned of the change from calls", "Tell support before a release", "Finance hears of changes last"),
        new("build cache", VoiceKind.Developer, "Market", "Build cache", 22, 26, SampleOutcome.CacheShipped,
            "Build cache misses on every branch", "Cache is cold on new branches", "First build of a branch takes 20 minutes", "The build takes longer than the change", "Pipelines rebuild everything each time", "Waiting for the build again"),
        new("local setup", VoiceKind.Developer, "Market", "Local setup", 50, 16, SampleOutcome.Open,
            "Local setup takes a morning since the certificate change", "Setup script fails on a new laptop", "New colleagues need two days until the first build", "Local database seeds are broken", "Certificates expire and nobody says so"),
        new("flaky tests", VoiceKind.Developer, "Courier", "Test runner", 46, 18, SampleOutcome.Shipped,
            "Browser tests fail at random", "I rerun the pipeline until it is green", "Flaky tests in dispatch cost me an hour a day", "Tests time out on busy days", "Nobody trusts a red build any more"),
        new("docs", VoiceKind.Developer, "Market", "Developer portal", 54, 10, SampleOutcome.Started,
            "Service docs are out of date", "I cannot find who owns the gateway", "The portal's search finds nothing", "Runbooks are in three places"),
        new("accessibility", VoiceKind.User, "Market", null, 50, 8, SampleOutcome.Open,
            "The basket cannot be used by keyboard", "Contrast on the price is too low", "My screen reader reads the banner twice", "Buttons without names"),
    ];

    public static IReadOnlyList<(string Name, string Tier, string Segment, long Euros)> Accounts { get; } =
    [
        ("Nordhandel AG", "A", "Enterprise", 240_000), ("Bergmann Tools", "A", "Enterprise", 130_000), ("Kaffee & Co", "B", "Mid-market", 42_000),
        ("Lumen Optik", "B", "Mid-market", 36_000), ("Fjord Outdoor", "B", "Mid-market", 28_000), ("Papierhaus Linz", "C", "Small business", 8_400),
        ("Velo Atelier", "C", "Small business", 6_000), ("Blumen Anders", "C", "Small business", 3_600),
    ];
}

/// <param name="Target">The initiative, or for developers the tool, that it was linked to; null for none.</param>
/// <param name="FromWeek">When people began to say it.</param>
/// <param name="Count">How often it is said in the first ten weeks, about.</param>
internal sealed record SampleTheme(
    string Name, VoiceKind Kind, string Product, string? Target, int FromWeek, int Count, SampleOutcome Outcome, params IReadOnlyList<string> Titles);

/// <summary>How far the answer to a theme has come.</summary>
internal enum SampleOutcome
{
    Open,
    Declined,
    Started,
    Shipped,

    /// <summary>With the week in which the sample's builds became faster.</summary>
    CacheShipped,
}
