using System.Globalization;
using Duet.Engine.Metrics;
using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui;

/// <summary>A time, in the zone of the installation; with the year where it is not the present one.</summary>
public sealed partial class Moment
{
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    [Inject]
    private Func<Installation> Installation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Shown
    {
        get
        {
            var zone = Installation().Zone;
            var local = TimeZoneInfo.ConvertTime(At, zone);
            var format = local.Year == TimeZoneInfo.ConvertTime(Time.GetUtcNow(), zone).Year ? "d MMM, HH:mm" : "d MMM yyyy, HH:mm";
            return local.ToString(format, CultureInfo.CurrentCulture);
        }
    }
}
