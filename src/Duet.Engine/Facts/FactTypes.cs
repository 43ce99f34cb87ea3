namespace Duet.Engine.Facts;

/// <summary>All facts of the house, in the order in which references between them resolve.</summary>
public static class FactTypes
{
    public static IReadOnlyList<Type> All { get; } =
    [
        typeof(ReleaseFact),
        typeof(ChangeFact),
        typeof(CommitFact),
        typeof(FileChangeFact),
        typeof(ReviewFact),
        typeof(RunFact),
        typeof(DeploymentFact),
        typeof(IncidentFact),
        typeof(MeasurementFact),
        typeof(VoiceFact),
    ];
}
