namespace Duet.Engine.Statistics;

/// <summary>What a test looks for, said of the first sample against the second.</summary>
public enum Alternative
{
    TwoSided,
    Greater,
    Less,
}
