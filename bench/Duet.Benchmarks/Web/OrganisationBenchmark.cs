using System.Diagnostics;
using System.Globalization;
using System.Text;
using Duet.Cli;

namespace Duet.Benchmarks.Web;

/// <summary>The pages about an organisation of 5,000 people in 300 teams, imported as a user would, and how long that takes.</summary>
internal static class OrganisationBenchmark
{
    private const int People = 5_000;
    private const int Teams = 300;
    private const string Address = "http://127.0.0.1:5398";

    private static readonly string[] Pages =
        ["/teams", "/teams?q=team+12", "/teams/40", "/people", "/people?q=anna", "/people/1", "/people/suggestions", "/people/identities", "/products"];

    public static async Task RunAsync(string[] arguments)
    {
        var data = Directory.CreateTempSubdirectory("duet-organisation-");
        try
        {
            var file = Path.Combine(data.FullName, "people.csv");
            await File.WriteAllTextAsync(file, Csv());
            var watch = Stopwatch.GetTimestamp();
            if (await Verbs.RunAsync(["import", file, "--data", Path.Combine(data.FullName, "data")], Console.Out, Console.Error) is not 0 and var code)
                throw new InvalidOperationException($"The import ended with {code}.");
            Console.WriteLine($"import of {People} people and {Teams} teams, with the start of the program   {Stopwatch.GetElapsedTime(watch).TotalSeconds:F1} s");
            await ServeAsync(Path.Combine(data.FullName, "data"));
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task ServeAsync(string data)
    {
        await using var server = await Server.BuildAsync(new ServerOptions { DataFolder = data, Urls = Address, GuestReadOnly = true }, CancellationToken.None);
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(Address) };
        Console.WriteLine("page                           first      median      p95 ms     KB of HTML   (limit 100 ms)");
        foreach (var page in Pages)
        {
            var times = new double[30];
            var (first, size) = (0.0, 0);
            for (var run = -1; run < times.Length; run++)
            {
                var watch = Stopwatch.GetTimestamp();
                size = (await http.GetByteArrayAsync(new Uri(page, UriKind.Relative))).Length;
                var took = Stopwatch.GetElapsedTime(watch).TotalMilliseconds;
                if (run < 0)
                    first = took;
                else
                    times[run] = took;
            }
            Array.Sort(times);
            Console.WriteLine($"  {page,-26} {first,8:F0}  {times[times.Length / 2],8:F1}  {times[(int)Math.Ceiling(times.Length * 0.95) - 1],8:F1}  {size / 1024.0,10:F1}");
        }
        await server.StopAsync();
    }

    private static string Csv()
    {
        string[] given = ["Anna", "Ben", "Chloe", "Dmitri", "Elena", "Farid", "Gita", "Hugo", "Ines", "Jan"];
        string[] endings = ["son", "berg", "man", "ova", "ez", "ic", "wood", "ley", "ard", "ini"];
        var rows = new StringBuilder("name,mail,team,parent_team,discipline,lead,identities\n");
        for (var person = 0; person < People; person++)
        {
            var team = person % Teams;
            var name = $"{given[person % 10]} {(char)('A' + person / 10 % 26)}{"aeiou"[person / 260 % 5]}{"lmnrst"[person / 1300 % 6]}{endings[person / 3 % 10]}";
            rows.AppendLine(CultureInfo.InvariantCulture,
                $"{name},person{person}@corp.example,Team {team},Group {team % 25},{(person % 9 == 0 ? "design" : "engineering")},{(person < Teams ? "yes" : "no")},github:login{person};jira:{person:x8};mail:p{person}@home.example");
        }
        return rows.ToString();
    }
}
