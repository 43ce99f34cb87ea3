using Duet.Platform.Web;
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

    private string Says => Kind == "Forbidden" && Context.User.IsGuest() ? "ForbiddenGuest" : Kind;

    // To the page of ours where the refused link or button was.
    private string? Back =>
        Status == StatusCodes.Status403Forbidden
        && Uri.TryCreate(Context.Request.Headers.Referer, UriKind.Absolute, out var from)
        && from.Authority == Context.Request.Host.Value ? from.PathAndQuery : null;

    protected override void OnInitialized()
    {
        if (Status is >= 400 and < 600)
            Context.Response.StatusCode = Status;
    }
}
