namespace Duet.Demo;

/// <summary>What a team of the sample organisation thinks of a statement, as a mark from 1 to 5: the planted stories as they are felt.</summary>
internal static class SampleOpinions
{
    private static readonly string[] WithBuildCache = ["Storefront", "Search", "Checkout"];
    private static readonly string[] Reorganised = ["Checkout", "Payments"];

    private static readonly Dictionary<string, double> Usual = new()
    {
        ["build_speed"] = 3.5,
        ["review_speed"] = 3.5,
        ["ease_of_release"] = 3.6,
        ["heard"] = 2.6,
        ["keep_in_mind"] = 3.2,
        ["interruptions"] = 2.7,
        ["on_call"] = 3.3,
        ["focus"] = 3.0,
        ["flow"] = 3.2,
        ["tools"] = 3.3,
        ["build_trust"] = 3.4,
        ["review_quality"] = 3.8,
        ["satisfied"] = 3.4,
        ["productive"] = 3.5,
    };

    public static double Of(string item, string team, int wave) => Usual.GetValueOrDefault(item, 3.2) + item switch
    {
        // Before the cache builds were slow for everybody who builds the shop, and others wait for them, too.
        "build_speed" when wave == 1 => WithBuildCache.Contains(team) ? -1.6 : -0.8,
        "build_speed" when WithBuildCache.Contains(team) => 0.5,
        "review_speed" when wave == SampleSurveys.Closing.Count && Reorganised.Contains(team) => -1.8,
        "tools" or "satisfied" when wave == 1 => -0.3,
        _ => 0,
    };
}
