namespace Duet.Platform.Journal.Storage;

/// <summary>The journal cannot be read or written for a reason outside of the program.</summary>
/// <param name="reason">One of <see cref="RefusalReasons"/>.</param>
/// <param name="message">What is wrong.</param>
/// <param name="inner">What the database said.</param>
internal sealed class JournalStoreException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Reason => reason;
}
