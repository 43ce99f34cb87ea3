using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Duet.Access;
using Duet.Benchmarks.Doors;
using Duet.Feedback.Intake;
using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Benchmarks.Feedback;

/// <summary>
/// The pages over 50,000 voices as a signed-in owner gets them, with the server in a process of its own. Arguments: a connection string in
/// PostgreSQL or <c>sqlite</c>; a folder that keeps the voices for the next run; what the names of the pages to be looked at contain.
/// </summary>
internal static partial class FeedbackPages
{
    private const int Port = 5395;
    private const int Looks = 100;

    // A program that was just started compiles while it answers; how long the very first answer takes is shown by itself.
    private const int LooksBefore = 40;
    private const int Limit = 100;
    private const int MostWaits = 60;
    private const double QuietCores = 0.2;
    private const string Mail = "ada@example.org";
    private const string Password = "correct horse battery";

    private static readonly (string Name, Func<Random, string> Address)[] Pages =
    [
        ("/health/live", _ => "/health/live"),
        ("inbox, waiting", _ => "/feedback"),
        ("inbox, linked", _ => "/feedback?state=linked"),
        ("inbox, to tell", _ => "/feedback?state=tell"),
        ("inbox, all", _ => "/feedback?state=all"),
        ("inbox, all, oldest", _ => "/feedback?state=all&by=oldest"),
        ("inbox, all, newest", _ => "/feedback?state=all&by=newest"),
        ("inbox, two kinds", _ => "/feedback?kind=customer&kind=developer"),
        ("inbox, a theme", random => Invariant($"/feedback?state=all&theme={1 + random.Next(FilledVoices.Themes)}")),
        ("inbox, far down", random => Invariant($"/feedback?state=all&by=heaviest&after={1 + random.Next(90)}~{random.Next(FilledVoices.Count)}")),
        ("inbox, one voice", random => Invariant($"/feedback?state=all&voice={1 + random.Next(FilledVoices.Count)}")),
        ("search, one word", random => $"/feedback?state=all&q={FilledVoices.Word(random)}"),
        ("search, two words", random => $"/feedback?state=all&q={FilledVoices.Word(random)}+{FilledVoices.Word(random)}"),
        ("search, three letters", random => $"/feedback?state=all&q={FilledVoices.Word(random)[..3]}"),
        ("search, one letter", random => $"/feedback?state=all&q={FilledVoices.Word(random)[..1]}"),
        ("search, newest", random => $"/feedback?state=all&by=newest&q={FilledVoices.Word(random)}"),
        ("themes", _ => "/feedback/themes"),
        ("accounts", _ => "/feedback/accounts"),
        ("initiatives", _ => "/initiatives"),
        ("an initiative", random => Invariant($"/initiatives/{1 + random.Next(FilledVoices.Initiatives)}")),
        ("portal", _ => "/portal"),
        ("portal, board", _ => $"/portal/{FilledVoices.BoardSlug}"),
        ("portal, board, newest", _ => $"/portal/{FilledVoices.BoardSlug}?order=new"),
        ("portal, far down", random => Invariant($"/portal/{FilledVoices.BoardSlug}?page={1 + random.Next(300)}")),
        ("portal, search", random => $"/portal/{FilledVoices.BoardSlug}?q={FilledVoices.Word(random)}"),
        ("portal, a post", random => Invariant($"/portal/{FilledVoices.BoardSlug}/{5 * (1 + random.Next(9_999))}")),
        ("portal, roadmap", _ => "/portal/roadmap"),
        ("boards", _ => "/feedback/boards"),
        ("loop", _ => "/loop"),
        ("overview", _ => "/"),
    ];

    public static async Task RunAsync(string[] arguments)
    {
        var records = arguments is [var first, ..] && first != "sqlite" ? first : null;
        var keeps = arguments.Length > 1;
        var data = keeps ? Directory.CreateDirectory(arguments[1]) : Directory.CreateTempSubdirectory("duet-pages-");
        try
        {
            if (!File.Exists(Path.Combine(data.FullName, "filled")))
                await FillAsync(data.FullName, records);
            await using var server = await ServerProcess.StartAsync(Port, data, records);
            await SettleAsync(server);
            using var http = await SignInAsync(server.Reader.BaseAddress!);
            Console.WriteLine($"{FilledVoices.Count} voices in {(records is null ? "SQLite" : "PostgreSQL")}, {Looks} looks each after {LooksBefore}, {Measured.Load()}, process {server.Id}");
            Console.WriteLine($"page                             first ms{Measured.RowHead} ms   server ms   KB   (limit p95 {Limit} ms)");
            foreach (var (name, address) in Pages.Where(page => arguments.Length < 3 || page.Name.Contains(arguments[2], StringComparison.Ordinal)))
                await LookAsync(server, http, name, address);
            Console.WriteLine(Measured.Load());
        }
        finally
        {
            if (!keeps)
                data.Delete(recursive: true);
        }
    }

    private static async Task LookAsync(ServerProcess server, HttpClient http, string name, Func<Random, string> address)
    {
        var random = new Random(4);
        List<double> times = [];
        var (firstTook, size, spent) = (0.0, 0, 0.0);
        for (var look = -LooksBefore; look < Looks; look++)
        {
            var cpu = server.CpuSeconds;
            var begun = Stopwatch.GetTimestamp();
            using var answer = await http.GetAsync(new Uri(address(random), UriKind.Relative));
            size = (await answer.Content.ReadAsByteArrayAsync()).Length;
            var took = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException($"{name} answered {answer.StatusCode} at {answer.RequestMessage!.RequestUri}.");
            if (look == -LooksBefore)
                firstTook = took;
            else if (look >= 0)
                (times, spent) = ([.. times, took], spent + server.CpuSeconds - cpu);
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {name,-30}{firstTook,9:F0}{Measured.Row(times)}{spent * 1_000 / Looks,15:F1}{size / 1024.0,6:F0}   {(Measured.At(times, 0.95) > Limit ? "OVER" : "")}"));
    }

    private static async Task FillAsync(string data, string? records)
    {
        await using var app = await Server.BuildAsync(new ServerOptions { DataFolder = data, Records = records, Listens = false }, CancellationToken.None);
        var begun = Stopwatch.GetTimestamp();
        await FilledVoices.FillAsync(app.Services.GetRequiredService<VoiceTaking>(), (RecordsStore)app.Services.GetRequiredService<IDbContextFactory<AppDb>>(), new Random(4));
        Console.WriteLine($"{FilledVoices.Count} voices taken in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s");
        if (await app.Services.GetRequiredService<SetupLinks>().IssueAsync(CancellationToken.None) is { } token)
            await app.Services.GetRequiredService<Accounts>().CreateOwnerAsync(token, new NewAccount(Mail, "Ada", Password), CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(data, "filled"), "");
    }

    // What it does of itself after the start, such as reading the voices into its memory, is no part of a page.
    private static async Task SettleAsync(ServerProcess server)
    {
        var (quiet, cpu) = (0, 0.0);
        for (var look = 0; look < MostWaits && quiet < 4; look++)
        {
            var before = server.CpuSeconds;
            await Task.Delay(500);
            cpu = (server.CpuSeconds - before) * 2;
            quiet = cpu < QuietCores ? quiet + 1 : 0;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the server takes {cpu:F2} cores while nobody asks"));
    }

    private static async Task<HttpClient> SignInAsync(Uri address)
    {
        var http = new HttpClient { BaseAddress = address };
        var page = await http.GetStringAsync(new Uri("/sign-in", UriKind.Relative));
        var hidden = Hidden().Matches(page).Select(input => KeyValuePair.Create(Name().Match(input.Value).Groups[1].Value, System.Net.WebUtility.HtmlDecode(Value().Match(input.Value).Groups[1].Value)));
        using var form = new FormUrlEncodedContent([.. hidden, KeyValuePair.Create("Input.Mail", Mail), KeyValuePair.Create("Input.Password", Password)]);
        using var answer = await http.PostAsync(new Uri("/sign-in", UriKind.Relative), form);
        if (answer.RequestMessage!.RequestUri!.AbsolutePath == "/sign-in")
            throw new InvalidOperationException("The owner could not sign in.");
        return http;
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*>""")]
    private static partial Regex Hidden();

    [GeneratedRegex("\\bname=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("\\bvalue=\"([^\"]*)\"")]
    private static partial Regex Value();
}
