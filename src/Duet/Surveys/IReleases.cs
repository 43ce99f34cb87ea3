namespace Duet.Surveys;

/// <summary>Publishes what closed waves say.</summary>
internal interface IReleases
{
    /// <summary>
    /// Computes what a closed wave says, outside of any transaction, and writes it once. Called again after a kill it writes the same
    /// digits; a wave that is released stays as it is.
    /// </summary>
    /// <returns>True where this call released it; false where it is not closed, or another node was faster.</returns>
    Task<bool> ReleaseAsync(int wave, CancellationToken cancellationToken);
}
