namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>What no release allows: every attribute and every pair of them, nobody merged with others before asking.</summary>
internal static class FreeFilters
{
    private static readonly string[][] Filters = [[], ["team"], ["site"], ["tenure"], ["team", "site"], ["team", "tenure"], ["site", "tenure"]];

    public static List<IReadOnlyCollection<int>> CellsOf(SimulatedOrganisation organisation)
    {
        var answered = organisation.People.Where(person => organisation.Answers[person.Person] is not null).ToList();
        return [.. Filters.SelectMany(filter => answered.GroupBy(person => string.Join('|', filter.Select(name => person.Attributes[name]))))
            .Select(cell => (IReadOnlyCollection<int>)cell.Select(person => person.Person).ToHashSet())];
    }
}
