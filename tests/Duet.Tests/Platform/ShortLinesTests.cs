using Duet.Platform.Web;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Duet.Tests.Platform;

public sealed class ShortLinesTests
{
    [Fact]
    public void Write_TextWithLineBreaks_MakesNoLineThatLooksLikeOneOfTheLog()
    {
        const string forged = "value\r\n13:00:00 warning: forged";
        using var written = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Error, "test", default, forged, new InvalidOperationException(forged), (text, _) => text);

        new ShortLines(new FakeTimeProvider()).Write(entry, null, written);

        var lines = written.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.EndsWith("error: value  13:00:00 warning: forged", lines[0], StringComparison.Ordinal);
        Assert.All(lines.Skip(1), line => Assert.StartsWith("  ", line, StringComparison.Ordinal));
    }
}
