namespace Duet.Engine.Metrics.Language;

/// <summary>What an expression gives.</summary>
internal enum ExpressionType
{
    Text,
    Number,
    Flag,
    Time,

    /// <summary>A span of time, in seconds.</summary>
    Duration,
}
