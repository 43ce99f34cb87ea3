namespace Duet.Platform.Ui.Charts;

/// <summary>A change of level: where it is seen, and the points it may lie between.</summary>
/// <param name="Index">Index of the first point of the new level.</param>
/// <param name="Earliest">Index of the earliest point it may have begun with.</param>
/// <param name="Latest">Index of the latest one.</param>
/// <param name="Title">What people read at the mark, in bold.</param>
/// <param name="Detail">The rest of it.</param>
public sealed record ChartShift(int Index, int Earliest, int Latest, string Title, string Detail);
