using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;

namespace Duet.Feedback.Themes;

/// <summary>
/// Keeps what was last found out about themes, for each reach that somebody asked with, and finds it out anew beside the requests when
/// voices have changed: one at a time, with longer rests than it takes. Nobody waits for it longer than a moment.
/// </summary>
internal sealed partial class ThemeStudies(ThemeReading reading, ILogger<ThemeStudies> logger) : BackgroundService
{
    // Few voices are read in less: then a page shows what is, not what was.
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan FirstMoment = TimeSpan.FromMilliseconds(300);

    // It takes at most a fifth of one processor, however often voices change and pages are asked for.
    private const int RestTimes = 4;
    private const int MostKept = 50;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Kept> kept = new(StringComparer.Ordinal);
    private readonly Channel<Kept> asked = Channel.CreateUnbounded<Kept>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>The last one; null where the first one is still being worked out.</summary>
    public async Task<ThemeStudy?> LatestAsync(VoiceReach reach, CancellationToken cancellationToken)
    {
        var change = await reading.ChangeAsync(cancellationToken);
        var (mine, hasAny, next) = Ask(reach, change);
        if (next is not null)
            await Task.WhenAny(next, Task.Delay(hasAny ? Moment : FirstMoment, cancellationToken));
        lock (gate)
            return mine.Study;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var next in asked.Reader.ReadAllAsync(stoppingToken))
            {
                var begun = Stopwatch.GetTimestamp();
                await WorkOutAsync(next, stoppingToken);
                await Task.Delay(RestTimes * Stopwatch.GetElapsedTime(begun), stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    private (Kept Mine, bool HasAny, Task? Next) Ask(VoiceReach reach, long change)
    {
        var key = reach.All ? "" : string.Join(',', reach.Teams.Order().Select(team => team.ToString(CultureInfo.InvariantCulture)).Prepend("teams"));
        lock (gate)
        {
            if (!kept.TryGetValue(key, out var mine))
            {
                // Reaches are few: leads of teams. Whoever has not asked for longest asks anew.
                if (kept.Count >= MostKept)
                    kept.Remove(kept.MinBy(pair => pair.Value.AskedAt).Key);
                kept.Add(key, mine = new Kept(reach));
            }
            mine.AskedAt = Stopwatch.GetTimestamp();
            if (mine.Study?.Change == change)
                return (mine, true, null);
            if (mine.Next is null)
            {
                mine.Next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                asked.Writer.TryWrite(mine);
            }
            return (mine, mine.Study is not null, mine.Next.Task);
        }
    }

    private async Task WorkOutAsync(Kept mine, CancellationToken cancellationToken)
    {
        ThemeStudy? study = null;
        try
        {
            study = await reading.ReadAsync(mine.Reach, cancellationToken);
        }
        catch (System.Data.Common.DbException failure)
        {
            LogLater(failure);
        }
        finally
        {
            TaskCompletionSource? waiting;
            lock (gate)
            {
                mine.Study = study ?? mine.Study;
                (waiting, mine.Next) = (mine.Next, null);
            }
            waiting?.TrySetResult();
        }
    }

    [LoggerMessage(LogLevel.Warning, "What stands behind the themes could not be worked out; it is tried when it is next asked for")]
    private partial void LogLater(Exception failure);

    private sealed class Kept(VoiceReach reach)
    {
        public VoiceReach Reach { get; } = reach;
        public ThemeStudy? Study { get; set; }

        /// <summary>Ends with the study that is on its way; null where none is.</summary>
        public TaskCompletionSource? Next { get; set; }
        public long AskedAt { get; set; }
    }
}
