using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>
/// A company that does not exist: three products, eight teams, about sixty developers. Who works where never changes;
/// what happened is drawn by <see cref="SampleHistory"/>.
/// </summary>
internal sealed class SampleOrganisation
{
    /// <summary>Complete weeks of history: eighteen months.</summary>
    public const int Weeks = 78;

    private SampleOrganisation(IReadOnlyList<SampleTeam> teams, IReadOnlyList<SampleRepository> repositories) =>
        (Teams, Repositories) = (teams, repositories);

    public IReadOnlyList<SampleTeam> Teams { get; }
    public IReadOnlyList<SampleRepository> Repositories { get; }
    public IEnumerable<string> Products => Repositories.Select(repository => repository.Product).Distinct();
    public IEnumerable<Actor> People => Teams.SelectMany(team => team.Members);

    public static Actor UpdateBot { get; } = new("mail", "updates@sample.example", "updates[bot]", ActorKind.Bot);
    public static Actor CodingAgent { get; } = new("mail", "agent@sample.example", "coding-agent", ActorKind.Agent);

    public static SampleOrganisation Create()
    {
        var people = new Queue<string>(SampleNames.All);
        SampleTeam Team(string name, int size, string? department) =>
            new(name, department, [.. Enumerable.Range(0, size).Select(_ => Person(people.Dequeue()))]);

        var storefront = Team("Storefront", 8, "Shop");
        var search = Team("Search", 7, "Shop");
        var checkout = Team("Checkout", 8, "Shop");
        var payments = Team("Payments", 7, "Money");
        var invoices = Team("Invoices", 7, "Money");
        var dispatch = Team("Dispatch", 8, "Logistics");
        var drivers = Team("Drivers", 7, "Logistics");
        var platform = Team("Platform", 8, null);

        return new SampleOrganisation(
            [storefront, search, checkout, payments, invoices, dispatch, drivers, platform],
            [
                new("storefront", "Market", storefront) { ChangesPerWeek = 15, BuildMinutes = 22, Areas = ["catalog", "pages", "basket", "theme", "tests"] },
                new("search", "Market", search) { ChangesPerWeek = 13, BuildMinutes = 18, Areas = ["index", "query", "ranking", "api", "tests"] },
                new("checkout", "Market", checkout) { ChangesPerWeek = 14, BuildMinutes = 24, Areas = ["orders", "prices", "vouchers", "pages", "tests"] },
                new("payments", "Ledger", payments) { ChangesPerWeek = 13, BuildMinutes = 12, Areas = ["cards", "transfers", "refunds", "api", "tests"] },
                new("invoices", "Ledger", invoices) { ChangesPerWeek = 12, BuildMinutes = 10, Areas = ["documents", "tax", "mail", "api", "tests"] },
                new("dispatch", "Courier", dispatch) { ChangesPerWeek = 13, BuildMinutes = 14, Areas = ["routes", "planning", "maps", "api", "tests"] },
                new("warehouse", "Courier", dispatch) { ChangesPerWeek = 10, BuildMinutes = 9, Areas = ["stock", "scanner", "api", "tests"] },
                new("driver-app", "Courier", drivers) { ChangesPerWeek = 13, BuildMinutes = 16, ReleaseEveryWeeks = 2, Areas = ["screens", "offline", "maps", "tests"] },
                new("platform", "Market", platform) { ChangesPerWeek = 12, BuildMinutes = 11, Areas = ["pipelines", "identity", "gateway", "metrics", "tests"] },
                new("ui-kit", "Market", platform) { ChangesPerWeek = 10, BuildMinutes = 7, ReleaseEveryWeeks = 2, IsService = false, Areas = ["components", "tokens", "docs", "tests"] },
            ]);
    }

    private static Actor Person(string name) =>
        new("mail", MailOf(name), name, ActorKind.Human);

    /// <summary>The address at work of somebody of that name.</summary>
    public static string MailOf(string name) => name.ToLowerInvariant().Replace(' ', '.').Replace('í', 'i') + "@sample.example";
}

/// <summary>People who work together.</summary>
/// <param name="Name">Of the team.</param>
/// <param name="Department">The team it is part of today; null for none.</param>
/// <param name="Members">Who has been in it ever since.</param>
internal sealed record SampleTeam(string Name, string? Department, IReadOnlyList<Actor> Members);

/// <summary>A repository, the team that owns it, and its usual pace.</summary>
internal sealed record SampleRepository(string Name, string Product, SampleTeam Team)
{
    public required IReadOnlyList<string> Areas { get; init; }
    public required double ChangesPerWeek { get; init; }
    public required double BuildMinutes { get; init; }
    public int ReleaseEveryWeeks { get; init; } = 1;

    /// <summary>Runs in production, under the repository's name.</summary>
    public bool IsService { get; init; } = true;
    public string? Service => IsService ? Name : null;
}
