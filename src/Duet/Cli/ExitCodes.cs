namespace Duet.Cli;

/// <summary>What a verb's exit code says.</summary>
internal static class ExitCodes
{
    public const int Ok = 0;

    /// <summary>The command line was not understood.</summary>
    public const int Usage = 1;

    /// <summary>What was given cannot be used: a bad file, name or address.</summary>
    public const int BadInput = 2;
    public const int NotFound = 3;

    /// <summary>A source could not be read.</summary>
    public const int SourceFailed = 4;

    /// <summary>Another process works on the data directory.</summary>
    public const int DataDirectoryInUse = 5;

    /// <summary>The records cannot be opened.</summary>
    public const int RecordsFailed = 6;

    /// <summary>The facts cannot be opened.</summary>
    public const int FactsFailed = 7;

    /// <summary>Something that was looked over is not as it should be.</summary>
    public const int CheckFailed = 8;

    /// <summary>The running server failed, or stopped answering.</summary>
    public const int ServerFailed = 9;

    /// <summary>A fault of the program.</summary>
    public const int Internal = 10;
    public const int Cancelled = 130;
}
