namespace Duet.Engine.Metrics.Language;

/// <summary>What is wrong with an expression, and at which offset of its text.</summary>
internal sealed record ExpressionProblem(int At, string Message);
