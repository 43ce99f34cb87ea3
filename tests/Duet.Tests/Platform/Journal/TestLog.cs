using Microsoft.Extensions.Logging;

namespace Duet.Tests.Platform.Journal;

/// <summary>Writes what is logged into the output of the test.</summary>
internal sealed class TestLog<T> : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{formatter(state, exception)} {exception}");
}
