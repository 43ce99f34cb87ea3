using System.Globalization;
using Duet.Engine.Statistics;

namespace Duet.Engine.Tests.Statistics;

/// <summary>Small public data sets whose answers are published or reproducible with R 4.2.2 and survival 3.5-3.</summary>
internal static class Published
{
    /// <summary>Annual flow of the Nile at Aswan, 1871 to 1970 (R: Nile).</summary>
    public static readonly double[] Nile =
    [
        1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958, 1140,
        1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020, 1050, 969,
        831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040, 759,
        781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
        744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
    ];

    /// <summary>Ozone in New York, May 1973, days with a reading (R: airquality).</summary>
    public static readonly double[] OzoneMay =
        [41, 36, 12, 18, 28, 23, 19, 8, 7, 16, 11, 14, 18, 14, 34, 6, 30, 11, 1, 11, 4, 32, 23, 45, 115, 37];

    /// <summary>Ozone in New York, August 1973, days with a reading (R: airquality).</summary>
    public static readonly double[] OzoneAugust =
        [39, 9, 16, 78, 35, 66, 122, 89, 110, 44, 28, 65, 22, 59, 23, 31, 44, 21, 9, 45, 168, 73, 76, 118, 84, 85];

    /// <summary>Extra hours of sleep with the first drug (R: sleep).</summary>
    public static readonly double[] SleepFirst = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];

    /// <summary>Extra hours of sleep with the second drug (R: sleep).</summary>
    public static readonly double[] SleepSecond = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

    /// <summary>Permeability constants, first group (R: help of wilcox.test).</summary>
    public static readonly double[] TermPlacenta = [0.80, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46];

    /// <summary>Permeability constants, second group (R: help of wilcox.test).</summary>
    public static readonly double[] EarlyPlacenta = [1.15, 0.88, 0.90, 0.74, 1.21];

    /// <summary>Ten measured values of the NIST/SEMATECH handbook, section 6.3.2.2.</summary>
    public static readonly double[] NistIndividuals = [49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];

    /// <summary>Survival in leukaemia with maintained chemotherapy (R: aml).</summary>
    public static readonly Spell[] Maintained = Spells("9 13 13+ 18 23 28+ 31 34 45+ 48 161+");

    /// <summary>Survival in leukaemia without maintained chemotherapy (R: aml).</summary>
    public static readonly Spell[] NotMaintained = Spells("5 5 8 8 12 16+ 23 27 30 33 43 45");

    /// <summary>Survival in days of 228 patients with lung cancer (R: survival::lung), with sex 1 or 2.</summary>
    public static IReadOnlyList<(Spell Spell, int Sex)> Lung { get; } =
        [.. Rows("lung.csv").Select(row => (new Spell(row[0], row[1] == 1), (int)row[2]))];

    /// <summary>Sales and their leading indicator, series M of Box and Jenkins (R: BJsales, BJsales.lead).</summary>
    public static IReadOnlyList<(double Sales, double Lead)> BoxJenkins { get; } =
        [.. Rows("bjsales.csv").Select(row => (row[0], row[1]))];

    private static Spell[] Spells(string text) =>
        [.. text.Split(' ').Select(word => new Spell(Number(word.TrimEnd('+')), !word.EndsWith('+')))];

    private static IEnumerable<double[]> Rows(string name)
    {
        using var stream = typeof(Published).Assembly.GetManifestResourceStream($"Statistics/Data/{name}")!;
        using var reader = new StreamReader(stream);
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(line => line.Split(',').Select(Number).ToArray())];
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
