using CsCheck;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Engine.Tests.Facts;

/// <summary>Whatever is written in whatever order: the table equals a dictionary that was told the same.</summary>
public sealed class FactModelTests
{
    private enum Verb
    {
        Upsert,
        Append,
        Patch,
        Delete,
        Clear,
        Repeat,
        Fail,
    }

    private sealed record Step(Verb Verb, int Source, int[] Keys, int Value);

    private static readonly Gen<Step> Steps =
        from verb in Gen.Frequency(
            (6, Gen.Const(Verb.Upsert)), (2, Gen.Const(Verb.Append)), (4, Gen.Const(Verb.Patch)), (3, Gen.Const(Verb.Delete)),
            (1, Gen.Const(Verb.Clear)), (1, Gen.Const(Verb.Repeat)), (1, Gen.Const(Verb.Fail)))
        from source in Gen.Int[0, 1]
        from keys in Gen.Int[0, 25].HashSet[0, 12]
        from value in Gen.Int[0, 1000]
        select new Step(verb, source, [.. keys], value);

    [Xunit.Fact]
    public async Task Store_AnySequenceOfOperations_EqualsADictionary()
    {
        await using var store = await Sample.StoreAsync();
        var run = 0;

        await Steps.Array[1, 25].SampleAsync(async steps =>
        {
            // Sources of their own per run make one store serve all runs.
            var prefix = $"{Interlocked.Increment(ref run)}";
            var model = new Dictionary<(string Source, string Key), (string Title, string? Release)>();
            for (var i = 0; i < steps.Length; i++) await ApplyAsync(store, model, steps[i], prefix, i);

            var rows = await store.TextsAsync(
                "SELECT s.name, c.key, c.title, c.release FROM change c JOIN source s ON s.id = c.source WHERE s.name LIKE $1", prefix + "-%");
            Assert.Equal(
                model.Select(m => $"{m.Key.Source} {m.Key.Key} {m.Value.Title} {m.Value.Release ?? "null"}").Order(StringComparer.Ordinal),
                rows.Order(StringComparer.Ordinal));
        }, iter: 40, threads: 1);

        Assert.Equal(["true"], (await store.TextsAsync("SELECT count(*) = count(DISTINCT id) FROM change")).Select(t => t.ToLowerInvariant()));
    }

    private static async Task ApplyAsync(
        DuckDbFactStore store, Dictionary<(string Source, string Key), (string Title, string? Release)> model, Step step, string prefix, int number)
    {
        var source = $"{prefix}-{step.Source}";
        var batch = new FactBatch($"{prefix}.{number}", source);
        var (title, release) = ($"t{step.Value}", step.Value % 3 == 0 ? null : $"r{step.Value}");
        string[] keys = [.. step.Keys.Select(k => $"k{k}")];
        string[] absent = [.. keys.Where(k => !model.ContainsKey((source, k)))];
        switch (step.Verb)
        {
            case Verb.Upsert:
            case Verb.Repeat:
                batch.Upsert([.. keys.Select(k => Sample.Change(k, title))]);
                foreach (var key in keys) model[(source, key)] = (title, null);
                break;
            case Verb.Append:
                batch.Append([.. absent.Select(k => Sample.Change(k, title))]);
                foreach (var key in absent) model[(source, key)] = (title, null);
                break;
            case Verb.Patch:
                batch.Patch([.. keys.Select(k => new ChangeRelease("app", k, null, release))]);
                foreach (var key in keys.Except(absent)) model[(source, key)] = model[(source, key)] with { Release = release };
                break;
            case Verb.Delete:
                batch.Delete([.. keys.Select(k => new ChangeKey("app", k))]);
                foreach (var key in keys) model.Remove((source, key));
                break;
            case Verb.Clear:
                batch.Clear<ChangeFact>();
                foreach (var key in model.Keys.Where(k => k.Source == source).ToList()) model.Remove(key);
                break;
            case Verb.Fail:
                batch.Upsert([.. keys.Select(k => Sample.Change(k, "lost"))]).Upsert([Sample.File("gone", "x")]);
                await Assert.ThrowsAsync<ArgumentException>(() => store.PutAsync(batch));
                return;
        }
        await store.PutAsync(batch);
        if (step.Verb == Verb.Repeat)
            Assert.Equal(BatchOutcome.AlreadyApplied, await store.PutAsync(new FactBatch(batch.Id, source).Clear<ChangeFact>()));
    }
}
