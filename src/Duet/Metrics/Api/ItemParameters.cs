using System.ComponentModel;
using Microsoft.AspNetCore.Mvc;

namespace Duet.Metrics.Api;

/// <summary>Which page of the rows behind a series is asked for.</summary>
internal sealed record ItemParameters
{
    [Description("The reason of an exclusion: lists the rows left out for it instead of those counted.")]
    [FromQuery(Name = "reason")]
    public string? Reason { get; init; }

    [Description("First row, from 0; 'next' of the page before.")]
    [FromQuery(Name = "offset")]
    public string? Offset { get; init; }

    [Description("Rows of a page, 1 to 500. Default: 50.")]
    [FromQuery(Name = "limit")]
    public string? Limit { get; init; }

    [Description("json, or csv for all rows as a file. Default: by the Accept header.")]
    [FromQuery(Name = "format")]
    public string? Format { get; init; }
}
