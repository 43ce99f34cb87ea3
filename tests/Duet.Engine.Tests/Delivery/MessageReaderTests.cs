using System.Diagnostics;
using CsCheck;
using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

public sealed class MessageReaderTests
{
    private static readonly string[] Words =
    [
        "Merge pull request #", "Merge branch '", "Revert \"", "This reverts commit ", "(#", "Merged in ", "Co-authored-by: ", "See merge request !", "\0", "\n\n", "<script>", "\ud800",
    ];

    private readonly Identities identities = new();

    [Theory]
    [InlineData("Merge pull request #482 from octo/fix-login", "Fix login on Safari\n", ChangeMarkKind.GitHub, 482, "Fix login on Safari", "octo/fix-login", null)]
    [InlineData("Merge pull request #3 from octo/x", "", ChangeMarkKind.GitHub, 3, null, "octo/x", null)]
    [InlineData("Merge pull request 'Fix the \\'quote\\'' (#77) from topic into main", "Reviewed-on: https://gitea.example/7", ChangeMarkKind.GitHub, 77, "Fix the \\'quote\\'", "topic", "main")]
    [InlineData("Fix login on Safari (#482)", "* one\n\n* two", ChangeMarkKind.Squash, 482, "Fix login on Safari", null, null)]
    [InlineData("Revert \"Fix login (#482)\" (#485)", "", ChangeMarkKind.Squash, 485, "Revert \"Fix login (#482)\"", null, null)]
    [InlineData("Merge branch 'fix-login' into 'main'", "Fix login\n\nCloses #3\n\nSee merge request shop/web!91", ChangeMarkKind.GitLab, 91, "Fix login", "fix-login", "main")]
    [InlineData("Fix login", "\nSee merge request !91", ChangeMarkKind.GitLab, 91, "Fix login", null, null)]
    [InlineData("Merge branch 'x' into 'main'", "Title\n\nSee merge request https://gitlab.example/a/b!7\r\n", ChangeMarkKind.GitLab, 7, "Title", "x", "main")]
    [InlineData("Merged in feature/login (pull request #12)", "Fix login\n\n* one", ChangeMarkKind.Bitbucket, 12, "Fix login", "feature/login", null)]
    [InlineData("Pull request #12: Fix login", "Merge in SHOP/web from fix to main", ChangeMarkKind.Bitbucket, 12, "Fix login", null, null)]
    [InlineData("Merge pull request #12 in SHOP/web from feature/a to main", "* commit 'abc':", ChangeMarkKind.Bitbucket, 12, "* commit 'abc':", "feature/a", "main")]
    [InlineData("Merged PR 1234: Fix login", "", ChangeMarkKind.Azure, 1234, "Fix login", null, null)]
    [InlineData("Merge branch 'ab/topic'", "* ab/topic:\n  one", ChangeMarkKind.Git, null, null, "ab/topic", null)]
    [InlineData("Merge branch 'main' into topic", "", ChangeMarkKind.Git, null, null, "main", "topic")]
    [InlineData("Merge branches 'a', 'b' and 'c' into next", "", ChangeMarkKind.Git, null, null, "a", "next")]
    [InlineData("Merge branch 'main' of https://github.com/octo/shop", "", ChangeMarkKind.GitPull, null, null, "main", null)]
    [InlineData("Merge branch 'main' of github.com:octo/shop into main", "", ChangeMarkKind.GitPull, null, null, "main", "main")]
    [InlineData("Merge https://github.com/octo/shop", "", ChangeMarkKind.GitPull, null, null, null, null)]
    [InlineData("Merge remote-tracking branch 'origin/main' into topic", "", ChangeMarkKind.GitRemote, null, null, "origin/main", "topic")]
    [InlineData("Merge tag 'v1.2.3'", "", ChangeMarkKind.Git, null, null, "v1.2.3", null)]
    public void Mark_WordsOfForges_AreRead(
        string subject, string body, ChangeMarkKind kind, int? number, string? title, string? source, string? target) =>
        Assert.Equal(
            new ChangeMark { Kind = kind, Number = number, Title = title, Source = source, Target = target },
            Read(subject, body).Mark);

    [Theory]
    [InlineData("Merge the two parsers into one")]
    [InlineData("Fix #482")]
    [InlineData("Fix (#482) for good")]
    [InlineData("Fix (#abc)")]
    [InlineData("Fix (#)")]
    [InlineData("Fix (#99999999999999999999)")]
    [InlineData("Revert \"Fix login (#482)\"")]
    [InlineData("Merge pull request from a fork")]
    [InlineData("Merged PR x: no number")]
    [InlineData("")]
    public void Mark_OrdinarySubjects_IsNull(string subject) => Assert.Null(Read(subject).Mark);

    [Fact]
    public void Mark_GitLabLineInsideProse_IsNoMark() =>
        Assert.Null(Read("Explain", "People should See merge request a/b!9 for this.\nSee merge request without number").Mark);

    [Fact]
    public void Revert_ByGit_TellsSubjectAndSha()
    {
        var sha = History.Sha("x");
        var revert = Read("Revert \"Add \"quotes\" to x\"", $"This reverts commit {sha}.\n").Revert!;

        Assert.False(revert.IsReapply);
        Assert.Equal("Add \"quotes\" to x", revert.Subject);
        Assert.Equal([sha], revert.Shas);
    }

    [Theory]
    [InlineData("This reverts commits ABCDEF1, 1234567 and 89abcdef.", "abcdef1,1234567,89abcdef")]
    [InlineData("This reverts commit abcdef1234, reversing\nchanges made to 1234567890.", "abcdef1234")]
    [InlineData("This reverts commit abcdef1.\nThis reverts commit abcdef2.\nThis reverts commit abcdef1.", "abcdef1,abcdef2")]
    [InlineData("It was bad.\r\n\r\nThis reverts commit abcdef1.\r\n", "abcdef1")]
    public void Revert_ByBody_TellsAllShas(string body, string shas) =>
        Assert.Equal(shas.Split(','), Read("Back out the cache", body).Revert!.Shas);

    [Theory]
    [InlineData("This reverts commit abc.")]
    [InlineData("This reverts commit which broke it.")]
    [InlineData("This reverts commit abcdefghij.")]
    [InlineData("Somebody said: This reverts commit abcdef1.")]
    [InlineData("Reverts to the old look #12 things")]
    [InlineData("* Add x\n\n* Revert \"Add x\"\n\nThis reverts commit abcdef1.")]
    public void Revert_BodiesThatNameNothing_IsNull(string body) => Assert.Null(Read("A change (#4)", body).Revert);

    [Theory]
    [InlineData("Revert \"Fix login\" (#485)", "Reverts octo/shop#482", "Fix login", 482, false)]
    [InlineData("Revert \"Fix login (#482)\" (#485)", "Reverts #482\n\nIt broke.", "Fix login (#482)", 482, false)]
    [InlineData("Revert \"Revert \"Fix login\"\"", "", "Revert \"Fix login\"", null, true)]
    [InlineData("Reapply \"Fix login\"", "", "Revert \"Fix login\"", null, true)]
    [InlineData("Revert \"Reapply \"Fix login\"\"", "", "Reapply \"Fix login\"", null, false)]
    [InlineData("Revert \"Revert \"Revert \"x\"\"\"", "", "Revert \"Revert \"x\"\"", null, false)]
    public void Revert_ByForges_TellsNumberAndDepth(string subject, string body, string quoted, int? number, bool isReapply)
    {
        var revert = Read(subject, body).Revert!;

        Assert.Equal((quoted, number, isReapply), (revert.Subject, revert.Number, revert.IsReapply));
    }

    [Theory]
    [InlineData("Hotfix: login", true)]
    [InlineData("hot-fix for login", true)]
    [InlineData("URGENT fix", true)]
    [InlineData("Merge pull request #3 from octo/hotfix/login", true)]
    [InlineData("Merge branch 'hotfix_2.1'", true)]
    [InlineData("Merge branch 'release' into hotfix-target", true)]
    [InlineData("Quell the insurgent tests", false)]
    [InlineData("Describe hotfixes", false)]
    [InlineData("Make retry non-urgent", false)]
    [InlineData("urgently", false)]
    [InlineData("Fix", false)]
    public void IsHotfix_Subjects_ByWholeWords(string subject, bool expected) => Assert.Equal(expected, Read(subject).IsHotfix);

    [Fact]
    public void IsHotfix_TitleOfMergedChange_Counts() =>
        Assert.True(Read("Merge pull request #3 from octo/a", "Hotfix: login").IsHotfix);

    [Theory]
    [InlineData("🤖 Generated with [Claude Code](https://claude.com/claude-code)")]
    [InlineData("Text.\n\nCo-Authored-By: Claude <noreply@anthropic.com>")]
    [InlineData("Co-authored-by: Claude Opus 4 <noreply@anthropic.com>\n\n* another commit of the squash\n\nmore")]
    [InlineData("Co-authored-by: Copilot <198982749+Copilot@users.noreply.github.com>")]
    [InlineData("Co-authored-by: copilot-swe-agent[bot] <198982749+copilot-swe-agent[bot]@users.noreply.github.com>")]
    [InlineData("Co-authored-by: Cursor <cursoragent@cursor.com>")]
    [InlineData("Co-authored-by: Cursor Agent <199161495+cursoragent@users.noreply.github.com>")]
    [InlineData("Co-Authored-By: devin-ai-integration[bot] <158243242+devin-ai-integration[bot]@users.noreply.github.com>")]
    [InlineData("Co-authored-by: aider (gpt-4o) <aider@aider.chat>")]
    [InlineData("Text.\n\nAssisted-by: Claude Code")]
    [InlineData("Text.\n\nAssisted-by: Claude:claude-3-opus coccinelle sparse")]
    [InlineData("Text.\n\nAssisted-by: Opus 4.7")]
    [InlineData("Text.\n\nGenerated-by: ChatGPT 5")]
    [InlineData("Text.\n\nAI-assisted-by: GitHub Copilot (GPT-5)")]
    [InlineData("Generated with Codex.")]
    public void AiDeclared_KnownTools_IsTrue(string body) => Assert.True(Read("Add x", body).AiDeclared);

    [Theory]
    [InlineData("Co-authored-by: Claude Dupont <claude@dupont.fr>")]
    [InlineData("Co-authored-by: Claude Dupont <claude.dupont@anthropic.com>")]
    [InlineData("Co-authored-by: Devin Smith <devin@example.org>")]
    [InlineData("Co-authored-by: Claude <claude@gmail.com>")]
    [InlineData("Text.\n\nAssisted-by: Claude Dupont")]
    [InlineData("Text.\n\nAssisted-by: Claude Dupont <claude@dupont.fr>")]
    [InlineData("Text.\n\nGenerated-by: Devin Smith")]
    [InlineData("The file was generated by Claude Dupont.")]
    [InlineData("Generated by cursor movements")]
    [InlineData("Remove what was generated with [Claude Code]")]
    [InlineData("Reviewed-by: Claude <noreply@anthropic.com>")]
    [InlineData("Generated with swig")]
    [InlineData("")]
    public void AiDeclared_PeopleAndProse_IsFalse(string body) => Assert.False(Read("Add copilot and cursor", body).AiDeclared);

    [Fact]
    public void People_OfTrailers_AreDistinctAndHuman()
    {
        var signals = Read("Add x", """
            Text.

            Signed-off-by: Ada <ada@example.org>
            Co-authored-by: Bo <Bo@Example.org>
            co-authored-by: Bo B. <bo@example.org>
            Co-authored-by: dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>
            Co-authored-by: Claude <noreply@anthropic.com>
            Reviewed-by: Cy <cy@example.org>
            Reviewed-by: No Mail
            """);

        Assert.Equal(["bo@example.org"], signals.CoAuthors.Select(a => a.Key));
        Assert.Equal(["cy@example.org", "no mail"], signals.Reviewers.Select(a => a.Key));
    }

    [Fact]
    public void Read_NothingToTell_SharesOneInstance() =>
        Assert.Same(MessageSignals.None, Read("Add x", "Some prose.\n\nSigned-off-by: Ada <ada@example.org>"));

    [Fact]
    public void Read_AnyText_NeverThrows() =>
        Gen.Select(Gen.String, Gen.String, Gen.Int[0, Words.Length - 1].Select(i => Words[i]))
            .Array[0, 5].Sample(parts =>
            {
                var text = string.Concat(parts.Select(p => p.Item3 + p.Item1 + p.Item2));
                Assert.NotNull(Read(text, text));
            });

    [Fact]
    public void Read_HostileSizes_TakeLinearTime()
    {
        const int n = 1_000_000;
        string[] bodies =
        [
            new('a', 4 * n), new('\n', n), string.Concat(Enumerable.Repeat("See merge request ", n / 10)),
            string.Concat(Enumerable.Repeat("This reverts commit abcdef1, ", n / 10)), "This reverts commit " + string.Concat(Enumerable.Range(0, n / 20).Select(i => $"{i:x8}, ")),
            string.Concat(Enumerable.Repeat("Co-authored-by: a <a@b.c>\n", n / 20)), string.Concat(Enumerable.Range(0, n / 50).Select(i => $"Co-authored-by: a{i} <a{i}@b.c>\n")),
            new(' ', n), new('\0', n), string.Concat(Enumerable.Repeat("\"(#1", n / 4)),
        ];
        var watch = Stopwatch.StartNew();
        foreach (var body in bodies)
        {
            Read("Subject", body);
            Read(body, "");
            Read("Revert \"" + body, body);
            Read("Merge " + body, "");
        }

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"took {watch.Elapsed}");
    }

    private MessageSignals Read(string subject, string body = "") => new MessageReader(identities).Read(subject, body);
}
