using Duet.Engine.Facts.DuckDb;
using Duet.Platform;

namespace Duet.Demo;

/// <summary>A data directory of its own that holds the sample organisation; deleted with it.</summary>
internal sealed class DemoData : IDisposable
{
    private DemoData(string folder) => Folder = folder;

    public string Folder { get; }

    public static async Task<DemoData> CreateAsync(int seed, TimeProvider time, CancellationToken cancellationToken)
    {
        var demo = new DemoData(Directory.CreateTempSubdirectory("duet-demo-").FullName);
        try
        {
            var facts = new SampleHistory(SampleOrganisation.Create(), time).Tell(seed);
            await using var store = await DuckDbFactStore.OpenAsync(
                DataDirectory.Open(demo.Folder).FactsFile, cancellationToken: cancellationToken);
            await SampleHistory.WriteAsync(facts, store, SampleHistory.Source, cancellationToken);
            return demo;
        }
        catch
        {
            demo.Dispose();
            throw;
        }
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
