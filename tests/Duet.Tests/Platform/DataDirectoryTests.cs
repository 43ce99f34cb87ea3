using Duet.Platform;

namespace Duet.Tests.Platform;

public sealed class DataDirectoryTests
{
    [Fact]
    public void Open_MakesFoldersThatOnlyTheirOwnerMayRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        using var folder = new TemporaryFolder();

        var data = DataDirectory.Open(Path.Combine(folder.Path, "data"));

        foreach (var made in (string[])[data.Root, data.KeysFolder, data.MetricsFolder, data.SourcesFolder])
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(made).UnixFileMode);
    }

    [Fact]
    public void Claim_WhileAnotherHoldsIt_IsRefusedUntilThatEnds()
    {
        using var folder = new TemporaryFolder();
        var data = DataDirectory.Open(folder.Path);

        using (data.Claim())
            Assert.True(Assert.Throws<DataDirectoryException>(data.Claim).InUse);
        data.Claim().Dispose();
    }

    [Fact]
    public void Open_WhereAFileStands_SaysSo()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");

        var refusal = Assert.Throws<DataDirectoryException>(() => DataDirectory.Open(file));

        Assert.False(refusal.InUse);
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }
}
