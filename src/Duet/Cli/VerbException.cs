namespace Duet.Cli;

/// <summary>Ends a verb with an exit code, one line that says why, and what helps.</summary>
internal sealed class VerbException(int exitCode, string message, string hint = "") : Exception(message)
{
    public int ExitCode { get; } = exitCode;
    public string Hint { get; } = hint;
}
