using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class KendallTests
{
    // Hollander and Wolfe 1973, in R's help of cor.test.
    private static readonly double[] X = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1];
    private static readonly double[] Y = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8];

    [Fact]
    public void Of_PublishedData_HasThePublishedTau()
    {
        var tau = Kendall.Of(X, Y)!;

        Assert.Equal(0.4444444, tau.Tau, 7);
        Assert.Equal((26, 10, 9), (tau.Concordant, tau.Discordant, tau.N));
        Assert.Equal(0.05971947, Kendall.P(X, Y, Alternative.Greater)!.Value, 8);
        Assert.Equal(2 * 0.05971947, Kendall.P(X, Y)!.Value, 7);
    }

    [Fact]
    public void Of_AnswersWithTies_IsThePairwiseCount() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[1, 5]).Array[2, 40].Sample(people =>
        {
            double[] x = [.. people.Select(p => (double)p.Item1)], y = [.. people.Select(p => (double)p.Item2)];
            var (score, untiedX, untiedY) = (0, 0, 0);
            for (var i = 0; i < x.Length; i++)
                for (var j = 0; j < i; j++)
                {
                    score += Math.Sign(x[i] - x[j]) * Math.Sign(y[i] - y[j]);
                    untiedX += x[i] == x[j] ? 0 : 1;
                    untiedY += y[i] == y[j] ? 0 : 1;
                }
            var tau = Kendall.Of(x, y);
            if (untiedX == 0 || untiedY == 0)
                Assert.Null(tau);
            else
                Assert.Equal(score / Math.Sqrt((double)untiedX * untiedY), tau!.Tau, 12);
        });

    [Fact]
    public void P_AgainstTime_IsMannKendalls()
    {
        double[] values = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9], time = [.. Enumerable.Range(1, 15)];

        Assert.Equal(MannKendall.P(values), Kendall.P(values, time)!.Value, 12);
    }

    [Fact]
    public void P_SmallWithoutTies_IsTheShareOfAllOrders()
    {
        double[] x = [1, 2, 3, 4, 5, 6], y = [2, 1, 3, 6, 4, 5];
        var observed = Kendall.Of(x, y)!.Concordant;
        var (all, reached) = (0, 0);
        Orders([1, 2, 3, 4, 5, 6], 0, order =>
        {
            all++;
            reached += Kendall.Of(x, order)!.Concordant >= observed ? 1 : 0;
        });

        Assert.Equal((double)reached / all, Kendall.P(x, y, Alternative.Greater)!.Value, 12);
    }

    [Fact]
    public void IntervalOf_SameSeed_IsTheSameAndHoldsTau()
    {
        var interval = Kendall.IntervalOf(X, Y, 7)!.Value;

        Assert.Equal(interval, Kendall.IntervalOf(X, Y, 7));
        Assert.True(interval.Contains(0.4444444));
        Assert.Null(Kendall.IntervalOf([1, 2, 3], [1, 2, 3]));
        Assert.Null(Kendall.Of([1, 1, 1], [1, 2, 3]));
    }

    private static void Orders(double[] values, int from, Action<double[]> seen)
    {
        if (from == values.Length)
            seen(values);
        for (var i = from; i < values.Length; i++)
        {
            (values[from], values[i]) = (values[i], values[from]);
            Orders(values, from + 1, seen);
            (values[from], values[i]) = (values[i], values[from]);
        }
    }
}
