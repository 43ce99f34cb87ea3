using Duet.Teams.Imports.Csv;
using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.DevLake;

/// <summary>DevLake's projects become products; repositories whose names its ids tell become services of theirs.</summary>
internal sealed class DevLakeProjects(ImportNotes notes, Checked values)
{
    private const string Start = "devlake:project:";

    private readonly Dictionary<string, PlannedProduct> products = [];
    private readonly Dictionary<string, PlannedService> services = [];

    public IReadOnlyList<PlannedProduct> Products => [.. products.Values];
    public IReadOnlyList<PlannedService> Services => [.. services.Values];

    public void Take(CsvLine line)
    {
        if (line["projectname"] is not { } project)
        {
            notes.Problem(line.At("ProjectName"), "no-name");
            return;
        }
        if (values.Name(project, Product.LongestName, line.At("ProjectName")) is not { } name)
            return;
        products.TryAdd(name, new PlannedProduct(name, Start + name, line.Spot));
        if (line["table"] is "repos" && line["rowid"] is { } row)
            TakeRepo(row, name, line);
    }

    // "bitbucket:BitbucketRepo:1:team/lake" has the name; "github:GithubRepo:1:384111310" a number that only DevLake can look up.
    private void TakeRepo(string row, string product, CsvLine line)
    {
        var repo = row[(row.LastIndexOf(':') + 1)..];
        if (!repo.Contains('/', StringComparison.Ordinal))
        {
            notes.Remark(line.At("RowId"), "repo-number", Checked.Shown(row));
            return;
        }
        if (values.Name(repo.Split('/')[^1], Service.LongestName, line.At("RowId")) is not { } name)
            return;
        if (services.TryGetValue(repo, out var known) && known.Product?.Name != product)
            notes.Remark(line.At("RowId"), "service-in-two", name, known.Product?.Name ?? "", product);
        else
            services[repo] = new PlannedService
            {
                Name = name,
                Product = new TeamRef(Start + product, product),
                Code = [new PlannedCode(repo, "", line.At("RowId"))],
                Spot = line.Spot,
            };
    }
}
