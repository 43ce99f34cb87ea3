using System.Net;
using System.Text.RegularExpressions;

namespace Duet.Tests;

/// <summary>Opens pages and sends their forms, as a browser without JavaScript does.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClient client;

    public Browser(Uri address)
    {
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; } = new();

    public async Task<Answer> OpenAsync(string path, Action<HttpRequestMessage>? change = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        change?.Invoke(request);
        return await SendAsync(request);
    }

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        return await SendAsync(request);
    }

    /// <summary>Opens a page, fills the form of that name with the hidden fields the page put there, and sends it to the page.</summary>
    public async Task<Answer> SubmitAsync(string path, string form, params (string Name, string Value)[] fields)
    {
        var page = await OpenAsync(path);
        var hidden = FormsOf(page.Body).FirstOrDefault(found => found.Contains(("_handler", form)))
            ?? throw new InvalidOperationException($"No form '{form}' on {path} ({page.Status}):\n{page.Body}");
        return await PostAsync(path, [.. hidden, .. fields]);
    }

    /// <summary>The hidden fields of each form that carries a token.</summary>
    public static IReadOnlyList<IReadOnlyList<(string Name, string Value)>> FormsOf(string html) =>
        [.. Form().Matches(html).Select(form => (IReadOnlyList<(string Name, string Value)>)
            [.. Hidden().Matches(form.Value).Select(Field)])
            .Where(form => form.Any(field => field.Name == "__RequestVerificationToken"))];

    public void Dispose() => client.Dispose();

    private static (string, string) Field(Match input) => (
        WebUtility.HtmlDecode(Name().Match(input.Value).Groups[1].Value),
        WebUtility.HtmlDecode(Value().Match(input.Value).Groups[1].Value));

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("""<input[^>]*type="hidden"[^>]*>""")]
    private static partial Regex Hidden();

    [GeneratedRegex("\\bname=\"([^\"]*)\"")]
    private static partial Regex Name();

    [GeneratedRegex("\\bvalue=\"([^\"]*)\"")]
    private static partial Regex Value();
}

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, string Body, string? ContentType, string? Location, IReadOnlyDictionary<string, string> Headers)
{
    public Answer(HttpResponseMessage response, string body)
        : this(
            response.StatusCode, body, response.Content.Headers.ContentType?.MediaType, response.Headers.Location?.ToString(),
            response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase))
    {
    }
}
