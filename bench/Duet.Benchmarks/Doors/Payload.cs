using System.Globalization;
using System.Text;

namespace Duet.Benchmarks.Doors;

/// <summary>Messages that all differ, made without much work.</summary>
internal static class Payload
{
    private static readonly string Run = Guid.NewGuid().ToString("n")[..8];
    private static long made;

    public static byte[] Deployment()
    {
        var number = Interlocked.Increment(ref made);
        return Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $$"""{"id":"{{Run}}-{{number}}","service":"service-{{number % 37}}","environment":"production","outcome":"success","started_at":"2026-11-{{1 + number % 20:00}}T09:{{number % 60:00}}:00Z","finished_at":"2026-11-{{1 + number % 20:00}}T10:00:00Z","sha":"{{number:x40}}"}"""));
    }

    public static byte[] Batch(int items)
    {
        using var body = new MemoryStream(items * 256);
        body.Write("{\"items\":["u8);
        for (var i = 0; i < items; i++)
        {
            if (i > 0)
                body.WriteByte((byte)',');
            body.Write(Deployment());
        }
        body.Write("]}"u8);
        return body.ToArray();
    }
}
