using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Duet.TestLimits;
using Xunit.v3;

[assembly: TimeLimit]

namespace Duet.TestLimits;

/// <summary>
/// Cancels a test that takes longer than the minutes in DUET_TEST_MINUTES, so that one that waits for ever fails by its name instead of
/// holding up all others. Without the variable (a debugger, a hundred kills) none is cancelled.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TimeLimitAttribute : BeforeAfterTestAttribute
{
    private static readonly ConcurrentDictionary<string, CancellationTokenSource> running = new(StringComparer.Ordinal);

    private static double Minutes { get; } =
        double.TryParse(Environment.GetEnvironmentVariable("DUET_TEST_MINUTES"), CultureInfo.InvariantCulture, out var minutes) ? minutes : 0;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (Minutes <= 0)
            return;
        var context = TestContext.Current;
        var over = new CancellationTokenSource();
        running[test.UniqueID] = over;
        _ = EndAsync();

        async Task EndAsync()
        {
            await Task.Delay(TimeSpan.FromMinutes(Minutes), over.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
                return;
            Console.WriteLine($"    [Long Running Test] {test.TestDisplayName} is cancelled after {Minutes} minutes");
            context.CancelCurrentTest();
        }
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (running.TryRemove(test.UniqueID, out var over))
            over.Cancel();
    }
}
