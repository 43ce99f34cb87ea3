using Duet.Engine.Metrics;
using Duet.Engine.Surveys;

namespace Duet.Surveys.Council;

/// <summary>How many people must stand behind what is shown, in this installation.</summary>
internal sealed record Thresholds(int Numbers, int Distributions, int Comments, int Drivers)
{
    public static Thresholds Of(Installation installation)
    {
        var k = Math.Max(Records.Wave.LowestK, installation.Floor);
        return new Thresholds(k, Releasing.DetailFloor(k), Math.Max(10, k), Math.Max(20, k));
    }
}
