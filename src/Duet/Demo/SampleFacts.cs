using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>The delivery facts of the sample organisation.</summary>
internal sealed class SampleFacts
{
    public List<ReleaseFact> Releases { get; } = [];
    public List<ChangeFact> Changes { get; } = [];
    public List<CommitFact> Commits { get; } = [];
    public List<FileChangeFact> FileChanges { get; } = [];
    public List<ReviewFact> Reviews { get; } = [];
    public List<RunFact> Runs { get; } = [];
    public List<DeploymentFact> Deployments { get; } = [];
    public List<IncidentFact> Incidents { get; } = [];
    public List<MeasurementFact> Measurements { get; } = [];

    /// <summary>All facts as one batch, which replaces what the source held before.</summary>
    public FactBatch ToBatch(string id, string source) => new FactBatch(id, source)
        .Clear<ReviewFact>().Clear<FileChangeFact>().Clear<CommitFact>().Clear<ChangeFact>()
        .Clear<ReleaseFact>().Clear<RunFact>().Clear<IncidentFact>().Clear<DeploymentFact>().Clear<MeasurementFact>()
        .Append(Releases).Append(Changes).Append(Commits).Append(FileChanges)
        .Append(Reviews).Append(Runs).Append(Deployments).Append(Incidents).Append(Measurements);
}
