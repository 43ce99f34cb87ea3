namespace Duet.Sources;

/// <summary>Why a source cannot be read, and what helps.</summary>
/// <param name="Code">Stable word for pages, API and exit codes: <c>not-a-repository</c>, <c>empty</c>, <c>shallow</c>, <c>forbidden-address</c>, <c>git-missing</c>, <c>git-too-old</c>, <c>disk-full</c> ...</param>
/// <param name="Message">One sentence.</param>
/// <param name="Hint">What the reader can do; may be empty.</param>
public sealed record SourceProblem(string Code, string Message, string Hint);

/// <summary>A source could not be read.</summary>
internal sealed class SourceException(SourceProblem problem, Exception? inner = null) : Exception(problem.Message, inner)
{
    public SourceProblem Problem { get; } = problem;
}
