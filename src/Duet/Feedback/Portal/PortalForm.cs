using Microsoft.AspNetCore.Http.Features;

namespace Duet.Feedback.Portal;

/// <summary>What a form of the portal sent. Read by hand: a field that nobody asks for goes nowhere, and a file is refused.</summary>
internal sealed class PortalForm
{
    // A body that is too long is shown again to be shortened: letters of three bytes are nine here.
    private const int LongestForm = 256 << 10;

    private readonly IFormCollection fields;

    private PortalForm(IFormCollection fields, int problem) => (this.fields, Problem) = (fields, problem);

    /// <summary>The status of a request that cannot be read; 0 for none.</summary>
    public int Problem { get; }

    public string this[string name] => fields[name].ToString();

    public static PortalForm Empty { get; } = new(FormCollection.Empty, 0);

    public static async Task<PortalForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return new PortalForm(FormCollection.Empty, StatusCodes.Status415UnsupportedMediaType);
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LongestForm;
        try
        {
            return new PortalForm(await request.ReadFormAsync(new FormOptions { ValueLengthLimit = LongestForm, BufferBodyLengthLimit = LongestForm, ValueCountLimit = 50 }, cancellationToken), 0);
        }
        catch (BadHttpRequestException refused)
        {
            return new PortalForm(FormCollection.Empty, refused.StatusCode);
        }
        catch (InvalidDataException)
        {
            return new PortalForm(FormCollection.Empty, StatusCodes.Status413PayloadTooLarge);
        }
    }
}
