using System.Diagnostics;
using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

public sealed class TrailersTests
{
    public static TheoryData<string> Bodies =>
    [
        "",
        "Signed-off-by: Ada <ada@example.org>",
        "Some text.\n\nSigned-off-by: Ada <ada@example.org>\nReviewed-by: Bo <bo@example.org>\n",
        "Some text.\nSigned-off-by: Ada <ada@example.org>\n",
        "Text: not a trailer but prose\nmore prose here\n\nReviewed-by: Bo\n\n\n",
        "Reviewed-by: Bo\n\nThe last paragraph: is prose\nand goes on.",
        "Text.\n\none prose line\nanother\nSigned-off-by: Ada\n",
        "Text.\n\none prose line\nanother\nthird\nfourth\nSigned-off-by: Ada\n",
        "Text.\n\none prose line\nReviewed-by: Ada\n",
        "Text.\n\nCo-authored-by: A <a@b.c>\n  with more\n\tand more\nReviewed-by: B\n",
        "Text.\n\n  indented prose\nReviewed-by: B\n",
        "Text.\n\n  indented prose\nSigned-off-by: B\n",
        "(cherry picked from commit 0123456789012345678901234567890123456789)\nprose\n",
        "Text.\n\nReviewed-by : spaced <s@x.y>\nno-value:\n:empty key\n",
        "Text.\n\nReviewed by: two words\n",
        "Text.\n\nhttps://example.org/a\n",
        "Text.\n\nKey_with_underscore: x\n",
        "Text.\n   \nReviewed-by: after a line of blanks\n",
        "Text.\n\n---\nReviewed-by: B\n",
        "* one\n\n* two\n\n---------\n\nCo-authored-by: A <a@b.c>",
        "Change-Id: I123\r\nReviewed-by: CRLF <c@r.lf>\r\n",
    ];

    [Theory]
    [MemberData(nameof(Bodies))]
    public void Read_AnyBody_FindsWhatGitFinds(string body)
    {
        var expected = Git($"Subject\n\n{body}");
        List<string> found = [];
        var trailers = Trailers.Read(Trailers.Block(body));
        while (trailers.MoveNext())
            found.Add($"{trailers.Key}: {string.Join(' ', trailers.Value.ToString().Split(['\n', '\r'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))}".TrimEnd());

        Assert.Equal(expected, found);
    }

    [Fact]
    public void Block_HugeBodies_AreReadInLinearTime()
    {
        var watch = Stopwatch.StartNew();
        Assert.True(Trailers.Block(new string('a', 5_000_000)).IsEmpty);
        Assert.True(Trailers.Block(string.Concat(Enumerable.Repeat("a:\nb\n", 500_000))).IsEmpty);
        Assert.True(Trailers.Block(new string('\n', 5_000_000)).IsEmpty);
        Assert.True(Trailers.Block(string.Concat(Enumerable.Repeat(" \n", 2_000_000))).IsEmpty);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
    }

    private static string[] Git(string message)
    {
        var start = new ProcessStartInfo("git", ["interpret-trailers", "--parse", "--no-divider"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        Process git;
        try
        {
            git = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("git is not installed: trailers were not compared with git's own.");
            return [];
        }
        using (git)
        {
            git.StandardInput.Write(message);
            git.StandardInput.Close();
            var output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd())];
        }
    }
}
