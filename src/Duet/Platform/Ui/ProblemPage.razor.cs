using Microsoft.AspNetCore.Components;

namespace Duet.Platform.Ui;

/// <summary>What people see where a request failed or was refused.</summary>
public sealed partial class ProblemPage
{
    [Parameter]
    public int Status { get; set; }

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    private string Kind => Status switch
    {
        400 => "Expired",
        403 => "Forbidden",
        404 => "NotFound",
        429 => "TooMany",
        >= 500 => "Failed",
        _ => "Refused",
    };

    protected override void OnInitialized()
    {
        if (Status is >= 400 and < 600)
            Context.Response.StatusCode = Status;
    }
}
