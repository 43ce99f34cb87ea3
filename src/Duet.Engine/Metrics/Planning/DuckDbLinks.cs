using System.Globalization;
using Duet.Engine.Facts;

namespace Duet.Engine.Metrics.Planning;

/// <summary>
/// Writes what the dimensions beside a fact say of its rows, and the joins this needs: none where nothing was asked for.
/// Each join finds at most one row, because intervals of one person or service never overlap.
/// </summary>
internal sealed class DuckDbLinks(FactTable table)
{
    private readonly SortedSet<Link> used = [];

    // In the order of the joins: each needs only those before it.
    private enum Link
    {
        Alias,
        Membership,
        Discipline,
        RepoService,
        Service,
        Owner,
        Team,
    }

    public string Person => Use("a.person", Link.Alias);

    public string Kind => Use("a.kind", Link.Alias);

    /// <summary>
    /// Counts towards the floor: who is human, who is so by the source's word, whatever rules say, and who is linked to a person. Whoever writes
    /// rules could else make anybody a program, and so tell them from the others.
    /// </summary>
    public string IsPerson
    {
        get
        {
            _ = Use("", Link.Alias);
            return string.Create(CultureInfo.InvariantCulture, $"(a.kind = 'human' OR a.source_kind = 'human' OR a.person >= {PersonNumber.First})");
        }
    }

    /// <summary>The id of the row's team.</summary>
    public string TeamId => table.Subject is not null ? Use("m.team", Link.Alias, Link.Membership) : Use("o.team", Link.Owner, ServiceLink());

    /// <summary>A dimension's value; null where the row has none.</summary>
    public string Of(Dimension dimension) => dimension.Kind switch
    {
        DimensionKind.Team => TeamName,
        DimensionKind.Discipline => Use("d.discipline", Link.Alias, Link.Discipline),
        DimensionKind.Service => Service,
        DimensionKind.Product => Use("sv.product", Link.Service, ServiceLink()),
        _ => Column(dimension.Name),
    };

    /// <summary>A column as expressions name it.</summary>
    public string Column(string name) => table.IsSubjectKind(name) ? Kind : DuckDbExpressions.Column(name);

    /// <summary>To be written after everything that uses them.</summary>
    public string Joins() => string.Concat(used.ToList().Select(link => "\n    " + Join(link)));

    private string TeamName
    {
        get
        {
            _ = TeamId;
            return Use("t.name", Link.Team);
        }
    }

    private string Service => ServiceLink() is Link.RepoService
        ? Use(OwnService is { } own ? $"coalesce({own}, rs.service)" : "rs.service", Link.RepoService)
        : OwnService!;

    private string? OwnService => table.Find("service") is { IsDimension: true } ? DuckDbExpressions.Column("service") : null;

    private string Created => table.CreatedColumns().Select(column => DuckDbExpressions.Column(column.Name)).ToList() switch
    {
        [var one] => one,
        var several => $"coalesce({string.Join(", ", several)})",
    };

    // A service that is never null needs no look at the repository.
    private Link? ServiceLink() => table.Find("service") is { IsNullable: false } || table.Find("repo") is null ? null : Link.RepoService;

    private string Use(string text, params ReadOnlySpan<Link?> links)
    {
        foreach (var link in links)
            if (link is { } needed)
                used.Add(needed);
        return text;
    }

    private string Join(Link link) => link switch
    {
        Link.Alias => $"LEFT JOIN alias a ON a.id = {DuckDbExpressions.Column(table.Subject!.Name)}",
        Link.Membership => $"LEFT JOIN membership m ON m.person = a.person AND {Created} >= m.since AND {Created} < m.until",
        Link.Discipline => $"LEFT JOIN discipline d ON d.person = a.person AND {Created} >= d.since AND {Created} < d.until",
        Link.RepoService => $"LEFT JOIN repo_service rs ON rs.repo = {DuckDbExpressions.Column("repo")} AND rs.path = ''",
        Link.Service => $"LEFT JOIN service sv ON sv.name = {Service}",
        Link.Owner => $"LEFT JOIN service_owner o ON o.service = {Service} AND {Created} >= o.since AND {Created} < o.until",
        Link.Team => $"LEFT JOIN team t ON t.id = {TeamId}",
        _ => throw new ArgumentOutOfRangeException(nameof(link)),
    };
}
