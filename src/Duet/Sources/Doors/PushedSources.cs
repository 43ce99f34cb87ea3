using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Duet.Platform.Journal;

namespace Duet.Sources.Doors;

/// <summary>
/// Names of the sources that messages belong to: <c>api</c>, or <c>api/NAME</c>. No other source can have such a name, because
/// theirs have no slash and are not <c>api</c>; and there are only so many of them.
/// </summary>
internal sealed partial class PushedSources(IJournal journal, DoorLimits limits)
{
    public const string Plain = "api";
    private const string Start = Plain + "/";

    private readonly ConcurrentDictionary<string, string> known = new(StringComparer.Ordinal);
    private volatile bool isLoaded;

    /// <summary>The source's name, or why there can be none.</summary>
    public async ValueTask<(string? Source, DoorProblem? Problem)> NameAsync(string? given, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(given))
            return (Plain, null);
        if (known.TryGetValue(given, out var source))
            return (source, null);
        if (!Good().IsMatch(given))
            return (null, new DoorProblem("bad-source", "The source is no name.", "Use 1 to 40 small letters, digits, dots and hyphens, a letter or digit first."));
        if (!isLoaded)
            await LoadAsync(cancellationToken);
        if (known.Count >= limits.Sources)
            return (null, new DoorProblem("too-many-sources", $"There are {limits.Sources} sources already.", "Use one of them.") { Status = StatusCodes.Status422UnprocessableEntity });
        return (known.GetOrAdd(given, Start + given), null);
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var balance in await journal.BalancesAsync(cancellationToken))
            if (balance.Source.StartsWith(Start, StringComparison.Ordinal))
                known.TryAdd(balance.Source[Start.Length..], balance.Source);
        isLoaded = true;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{0,39}\z")]
    private static partial Regex Good();
}
