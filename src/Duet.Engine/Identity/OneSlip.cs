namespace Duet.Engine.Identity;

/// <summary>Tells words that differ by one slip of the pen.</summary>
internal static class OneSlip
{
    /// <summary>True where one letter was left out, put in, replaced, or two neighbours were swapped; false for equal words.</summary>
    public static bool Between(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length > b.Length)
            return Between(b, a);
        if (b.Length - a.Length > 1)
            return false;
        var start = a.CommonPrefixLength(b);
        var restA = a[start..];
        var restB = b[start..];
        if (b.Length > a.Length)
            return restA.SequenceEqual(restB[1..]);
        return restA.Length > 0
            && (restA[1..].SequenceEqual(restB[1..])
                || (restA.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..])));
    }
}
