namespace Duet.Demo;

/// <summary>Draws from a seed: the same seed gives the same draws on every machine.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random random = new(seed);

    /// <summary>A number in [0, 1).</summary>
    public double Uniform() => random.NextDouble();

    public bool Happens(double probability) => random.NextDouble() < probability;

    public T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <summary>A positive number around a median; sigma is the spread of its logarithm.</summary>
    public double Around(double median, double sigma)
    {
        // Box and Muller; 1 - u keeps the logarithm finite.
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return median * Math.Exp(sigma * normal);
    }

    /// <summary>How many independent events fall into a span in which <paramref name="mean"/> are expected (Knuth 1969).</summary>
    public int Events(double mean)
    {
        var (limit, product, count) = (Math.Exp(-mean), random.NextDouble(), 0);
        while (product > limit)
        {
            product *= random.NextDouble();
            count++;
        }
        return count;
    }

    /// <summary>Forty hexadecimal digits, as git names commits.</summary>
    public string Sha()
    {
        Span<byte> bytes = stackalloc byte[20];
        random.NextBytes(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    /// <summary>A number of its own for a part of the whole, so that one part can change without moving the others.</summary>
    public static int SeedOf(int seed, string part)
    {
        var hash = 2166136261u ^ (uint)seed;
        foreach (var character in part)
            hash = (hash ^ character) * 16777619u;
        return (int)(hash & int.MaxValue);
    }
}
