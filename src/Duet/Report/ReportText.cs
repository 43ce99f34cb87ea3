namespace Duet.Report;

/// <summary>Marks the texts of the report.</summary>
internal sealed class ReportText;
