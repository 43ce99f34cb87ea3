namespace Duet.Sources;

/// <summary>Reads one kind of system and writes its facts. Implementations hold no state of a single import.</summary>
internal interface ISource
{
    /// <summary>The name used in records and addresses, such as <c>git</c>.</summary>
    string Kind { get; }

    /// <summary>Refuses a location that can never work (wrong form, forbidden protocol) before anything is run; null where it may.</summary>
    SourceProblem? Check(string location);

    /// <summary>
    /// Brings the facts up to date. May be stopped at any point and run again: the result equals an undisturbed import.
    /// </summary>
    /// <exception cref="SourceException">The system could not be read; what was written so far stays valid.</exception>
    Task ImportAsync(SourceImport import, CancellationToken cancellationToken);
}
