using Duet.Platform.Records;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.Comparing;

/// <summary>
/// A plan held against the directory. What is new or different is tracked by the unit of work but not written: a preview
/// forgets it, an import saves it and then runs <see cref="Later"/>, because rows about new people and teams need their ids.
/// </summary>
internal sealed class Comparison(AppDb db, KnownDirectory known, ImportNotes notes, Today today)
{
    private readonly List<PlannedChange> changes = [];

    public AppDb Db => db;
    public KnownDirectory Known => known;
    public ImportNotes Notes => notes;
    public Today Today => today;
    public IReadOnlyList<PlannedChange> Changes => changes;

    /// <summary>Things the plan names that are as it says.</summary>
    public int Unchanged { get; private set; }

    /// <summary>What is left to do when new rows have their ids.</summary>
    public List<Action> Later { get; } = [];

    /// <summary>Back-dated corrections for the audit log.</summary>
    public List<Func<OrganisationChange>> Corrections { get; } = [];

    public void Say(PlannedChange change) => changes.Add(change);

    /// <summary>The primary teams of today of people that the plan speaks of, as they will be.</summary>
    public Dictionary<Person, Team> TeamsToday { get; } = [];

    /// <summary>Runs the comparison of one thing, and counts it where nothing came of it.</summary>
    public void Count(Action compare)
    {
        var before = changes.Count;
        compare();
        if (changes.Count == before)
            Unchanged++;
    }
}

/// <summary>The instant of an import, and where its day begins in the installation's zone.</summary>
internal readonly record struct Today(DateTimeOffset Now, DateTimeOffset Start);
