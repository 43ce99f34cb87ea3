using Duet.Engine.Facts.DuckDb;
using Duet.Platform;
using Duet.Platform.Records;

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
            var organisation = SampleOrganisation.Create();
            var records = RecordsStore.At(DataDirectory.Open(demo.Folder).RecordsFile, null);
            await records.MigrateAsync(cancellationToken);
            await new SampleRecords(organisation, records, time).WriteAsync(cancellationToken);
            await new SamplePeople(organisation, records, time).WriteAsync(cancellationToken);
            await new SampleSurveys(records, time, seed).WriteAsync(cancellationToken);
            await new SampleVoices(organisation, records, time, seed).WriteAsync(cancellationToken);
            await new SampleComments(records, seed).WriteAsync(cancellationToken);
            var facts = new SampleHistory(organisation, time).Tell(seed);
            await using var store = await DuckDbFactStore.OpenAsync(
                DataDirectory.Open(demo.Folder).FactsFile, cancellationToken: cancellationToken);
            await SampleHistory.WriteAsync(facts, store, SampleHistory.Source, cancellationToken);
            await SampleIdentities.WriteAsync(organisation, time, store, cancellationToken);
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
