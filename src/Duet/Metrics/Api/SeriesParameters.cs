using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Duet.Metrics.Api;

/// <summary>What a series is asked for with, as texts: <see cref="QueryReader"/> says what is wrong with them.</summary>
internal sealed record SeriesParameters
{
    [Description("Start: a day (2026-10-01, midnight in the installation's zone) or a time (2026-10-01T00:00:00Z). Default: 13 weeks before the open one.")]
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    [Description("End, not included: a day or a time. Default: the end of the open period.")]
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    [Description("How far to look back instead of 'from': 30d, 13w, 12mo, 2y, or a day.")]
    [FromQuery(Name = "since")]
    public string? Since { get; init; }

    [Description("day, week, month or quarter. Default: week.")]
    [FromQuery(Name = "grain")]
    public string? Grain { get; init; }

    [Description("One or two dimensions, separated by a comma or repeated.")]
    [FromQuery(Name = "by")]
    public string[]? By { get; init; }

    [Description("dimension:value, repeated. Values of one dimension are alternatives, different dimensions must all hold.")]
    [FromQuery(Name = "where")]
    public string[]? Where { get; init; }

    [Description("wall or working: how durations are measured. Default: wall.")]
    [FromQuery(Name = "calendar")]
    public string? Calendar { get; init; }
}
