using Duet.Engine.Facts;

namespace Duet.Demo;

/// <summary>
/// Tells the organisation's history up to now. The draws of a repository depend on the seed and its name only, never on
/// the date: tomorrow's history is today's, moved on.
/// </summary>
internal sealed class SampleHistory(SampleOrganisation organisation, TimeProvider time)
{
    /// <summary>
    /// The first seed from 1 under which chance, too, looks steady: in about one of 200 series of noise a shift is
    /// confirmed that nobody planted, and the sample has 600 series.
    /// </summary>
    public const int DefaultSeed = 20;
    public const string Source = "sample";

    public SampleFacts Tell(int seed = DefaultSeed)
    {
        var clock = new SampleClock(time.GetUtcNow(), SampleOrganisation.Weeks);
        var facts = new SampleFacts();
        foreach (var repository in organisation.Repositories)
        {
            Chance For(string part) => new(Chance.SeedOf(seed, $"{repository.Name}/{part}"));
            var changes = new ChangeHistory(organisation, repository, For("changes")).Draw();
            var releases = new ReleaseHistory(repository, clock, For("releases")).Tell(changes, facts);
            var deployments = new DeploymentHistory(repository, clock, For("deployments")).Tell(changes, facts);
            new BuildHistory(repository, clock, For("builds")).Tell(changes, facts);
            new ChangeFacts(repository, clock).Tell(changes, releases, deployments, facts);
        }
        foreach (var product in organisation.Products)
            new MeasurementHistory(product, clock, new Chance(Chance.SeedOf(seed, $"{product}/measurements"))).Tell(facts);
        return facts;
    }

    /// <summary>Writes the history as a source of its own; what that source held before is replaced.</summary>
    public static Task<BatchOutcome> WriteAsync(
        SampleFacts facts, IFactStore store, string batch, CancellationToken cancellationToken = default) =>
        store.WriteAsync(facts.ToBatch(batch, Source), cancellationToken);
}
