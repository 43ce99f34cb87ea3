using CsCheck;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

public sealed class CronbachAlphaTests
{
    [Fact]
    public void Of_HandComputed_IsTwoThirds()
    {
        // Variances 1 and 1, of the sums (2, 5, 5) 3: 2 * (1 - 2/3).
        Assert.Equal(2.0 / 3, CronbachAlpha.Of([[1, 1], [2, 3], [3, 2]])!.Value, 12);
    }

    [Fact]
    public void Of_AnySheets_IsMeanCovarianceOverMeanVariance() =>
        Gen.Int[1, 7].Array[4].Array[3, 30].Sample(sheets =>
        {
            double Covariance(int a, int b)
            {
                var (first, second) = (sheets.Average(sheet => sheet[a]), sheets.Average(sheet => sheet[b]));
                return sheets.Sum(sheet => (sheet[a] - first) * (sheet[b] - second)) / (sheets.Length - 1);
            }
            var variance = Enumerable.Range(0, 4).Average(a => Covariance(a, a));
            var covariance = Enumerable.Range(0, 4).SelectMany(a => Enumerable.Range(0, 4).Where(b => b != a).Select(b => Covariance(a, b))).Average();
            if (Math.Abs(variance + 3 * covariance) > 1e-6)
                Assert.Equal(4 * covariance / (variance + 3 * covariance), CronbachAlpha.Of([.. sheets.Select(sheet => sheet.Select(answer => (double)answer).ToArray())])!.Value, 6);
        });

    [Fact]
    public void Of_ItemsAlike_IsOne() => Assert.Equal(1, CronbachAlpha.Of([[1, 1, 1], [4, 4, 4], [2, 2, 2]])!.Value, 12);

    [Fact]
    public void Of_TooLittle_IsNull()
    {
        Assert.Null(CronbachAlpha.Of([]));
        Assert.Null(CronbachAlpha.Of([[1, 2]]));
        Assert.Null(CronbachAlpha.Of([[1], [2]]));
        Assert.Null(CronbachAlpha.Of([[1, 3], [3, 1]]));
    }
}
