namespace Duet.Engine.Surveys.Release;

/// <summary>Whole numbers modulo a Mersenne prime 2^bits - 1, where elimination is exact and nothing is rounded.</summary>
internal readonly record struct Field(int Bits)
{
    public ulong Prime => (1UL << Bits) - 1;

    public ulong Multiply(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        // Tricky: 2^bits is 1, so that the upper bits are simply added to the lower ones.
        var upper = (high << (64 - Bits)) | (low >> Bits);
        var sum = (low & Prime) + upper;
        sum = (sum & Prime) + (sum >> Bits);
        return sum >= Prime ? sum - Prime : sum;
    }

    public ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + Prime - b;

    /// <summary>The inverse of a number other than 0, by Fermat: a^(p - 2).</summary>
    public ulong Invert(ulong a)
    {
        var (result, power) = (1UL, a);
        for (var exponent = Prime - 2; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) == 1)
                result = Multiply(result, power);
            power = Multiply(power, power);
        }
        return result;
    }

    public ulong Draw(Random random) => (ulong)random.NextInt64(1, (long)Prime);
}
