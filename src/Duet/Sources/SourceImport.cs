using Duet.Engine.Facts;

namespace Duet.Sources;

/// <summary>One run of a source.</summary>
internal sealed record SourceImport
{
    /// <summary>Unique name of the source; also the <c>source</c> of its facts.</summary>
    public required string Name { get; init; }

    /// <summary>A path or an address.</summary>
    public required string Location { get; init; }

    /// <summary>A folder of the source's own for clones and the like; exists.</summary>
    public required string WorkFolder { get; init; }
    public required IFactStore Facts { get; init; }
    public required IProgress<SourceProgress> Progress { get; init; }

    /// <summary>Told what the reader should know although the import works, such as <c>shallow</c>; in every run that it is true of.</summary>
    public IProgress<SourceProblem>? Notes { get; init; }

    /// <summary>Costly details (line counts) are read only for what is newer; null reads all of them.</summary>
    public DateTimeOffset? DetailsSince { get; init; }
}

/// <summary>Where a run stands.</summary>
/// <param name="Step">A word for the step that pages translate: <c>fetching</c>, <c>history</c>, <c>facts</c>, <c>lines</c>.</param>
/// <param name="Done">Units done in this step.</param>
/// <param name="Total">Units in all; null while unknown.</param>
/// <param name="Ready">True once the first pictures can be drawn; what follows only adds detail.</param>
public sealed record SourceProgress(string Step, long Done, long? Total, bool Ready = false);
