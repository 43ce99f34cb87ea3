using Duet.Sources.Git;

namespace Duet.Tests.Sources.Git;

public sealed class GitProblemsTests
{
    [Theory]
    [InlineData("fatal: write error: No space left on device", "disk-full")]
    [InlineData("fatal: Authentication failed for 'https://example.org/shop/'", "authentication")]
    [InlineData("git@example.org: Permission denied (publickey).\nfatal: Could not read from remote repository.", "authentication")]
    [InlineData("Host key verification failed.\nfatal: Could not read from remote repository.", "authentication")]
    [InlineData("fatal: repository 'https://example.org/shop/' not found", "not-a-repository")]
    [InlineData("fatal: unable to access 'https://example.org/shop/': Could not resolve host: example.org", "unreachable")]
    [InlineData("ssh: connect to host example.org port 22: Connection refused\nfatal: Could not read from remote repository.", "unreachable")]
    [InlineData("fatal: transport 'ext' not allowed", "forbidden-address")]
    [InlineData("fatal: unable to read 257cc5642cb1a054f08cc83f2d943e56fd3ebe99", "corrupt")]
    [InlineData("error: object file .git/objects/25/7cc is empty\nfatal: bad object HEAD", "corrupt")]
    [InlineData("fatal: something never seen before", "git-failed")]
    public void From_WhatGitSays_FindsTheReason(string errors, string code) => Assert.Equal(code, GitProblems.From(errors, 128).Problem.Code);

    [Fact]
    public void From_AddressWithCredentials_ShowsNone()
    {
        var problem = GitProblems.From("fatal: unable to access 'https://ann:secret@example.org/shop/': Connection refused", 128).Problem;
        Assert.Contains("https://***@example.org/shop/", problem.Message, StringComparison.Ordinal);
    }
}
