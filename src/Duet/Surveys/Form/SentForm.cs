using Microsoft.AspNetCore.Http.Features;

namespace Duet.Surveys.Form;

/// <summary>What a form sent, one text a field. Read by hand: no binding, so that a field that nobody asks for goes nowhere.</summary>
internal sealed class SentForm
{
    public const string Code = "code";
    public const string Language = "lang";

    /// <summary>The writer was told that a text may say who they are.</summary>
    public const string Warned = "warned";
    private const string DoNotKnow = "dk";

    // A text that is too long is to be told so with its words kept: the body may hold more than the text may.
    private const int LongestBody = 2 * 1024 * 1024;
    private const int MostFields = 1_000;

    private SentForm(IReadOnlyDictionary<string, string> fields, int problem) => (Fields, Problem) = (fields, problem);

    public IReadOnlyDictionary<string, string> Fields { get; }

    /// <summary>The status of a request that cannot be read; 0 for none.</summary>
    public int Problem { get; }

    public string this[string name] => Fields.GetValueOrDefault(name, "");

    public static async Task<SentForm> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true)
            return new SentForm(new Dictionary<string, string>(), StatusCodes.Status415UnsupportedMediaType);
        if (request.ContentLength > LongestBody)
            return TooLarge();
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = LongestBody;
        try
        {
            var form = await request.ReadFormAsync(new FormOptions { ValueLengthLimit = LongestBody, BufferBodyLengthLimit = LongestBody, ValueCountLimit = MostFields }, cancellationToken);
            // A box "I do not know" has the name of its question: ticked, it says more than what stands in the field.
            return new SentForm(
                form.ToDictionary(field => field.Key, field => field.Value.Contains(DoNotKnow) ? DoNotKnow : field.Value.FirstOrDefault(value => !string.IsNullOrEmpty(value)) ?? "", StringComparer.Ordinal), 0);
        }
        catch (BadHttpRequestException refused)
        {
            return new SentForm(new Dictionary<string, string>(), refused.StatusCode);
        }
        catch (InvalidDataException)
        {
            return TooLarge();
        }
    }

    private static SentForm TooLarge() => new(new Dictionary<string, string>(), StatusCodes.Status413PayloadTooLarge);
}
