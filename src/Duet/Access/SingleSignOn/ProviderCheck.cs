using System.Net;
using System.Security.Authentication;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.Extensions.Options;

namespace Duet.Access.SingleSignOn;

/// <summary>Asks the provider whether it is there, and what of its answers would keep people from signing in.</summary>
internal sealed partial class ProviderCheck(
    ProviderHttp http, IOptionsMonitor<OpenIdConnectOptions> options, TimeProvider time, ILogger<ProviderCheck> logger)
{
    public const string Discovery = "/.well-known/openid-configuration";
    private static readonly TimeSpan Believed = TimeSpan.FromSeconds(30);

    private (string Authority, DateTimeOffset At)? lastAnswer;

    /// <summary>True where the provider in use answers; asked again when the last good answer is half a minute old.</summary>
    public async Task<bool> AnswersAsync(string authority, CancellationToken cancellationToken)
    {
        if (lastAnswer is { } last && last.Authority == authority && time.GetUtcNow() - last.At < Believed)
            return true;
        try
        {
            using var answer = await http.Client.GetAsync(authority + Discovery, cancellationToken);
            if (!answer.IsSuccessStatusCode)
                return false;
            // What the handler needs for its redirect; it would end in an error page of its own.
            await options.Get(Principals.ProviderScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken);
        }
        catch (Exception refusal) when (IsNoAnswer(refusal) || refusal is InvalidOperationException or JsonException)
        {
            return false;
        }
        lastAnswer = (authority, time.GetUtcNow());
        return true;
    }

    /// <summary>How the provider in use calls itself, as its tokens do; null where it does not answer.</summary>
    public async Task<string?> IssuerAsync(string authority, CancellationToken cancellationToken) =>
        await AnswersAsync(authority, cancellationToken)
            ? (await options.Get(Principals.ProviderScheme).ConfigurationManager!.GetConfigurationAsync(cancellationToken)).Issuer : null;

    /// <summary>What is wrong, or worth knowing, about a provider that may not be in use yet; empty where all is well.</summary>
    public async Task<IReadOnlyList<ProviderFinding>> FindAsync(ProviderSettings settings, string callback, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.Client.GetAsync(settings.Authority + Discovery, cancellationToken);
            if ((int)answer.StatusCode is >= 300 and < 400)
                return [new ProviderFinding("Redirects", settings.Authority + Discovery, answer.Headers.Location?.ToString() ?? "")];
            if (answer.StatusCode != HttpStatusCode.OK)
                return [new ProviderFinding("BadStatus", settings.Authority + Discovery, (int)answer.StatusCode)];
            return await ReadAsync(answer, cancellationToken) is { } json
                ? await FindAsync(new ProviderDocument(json), settings, callback, cancellationToken)
                : [new ProviderFinding("NoJson", settings.Authority + Discovery)];
        }
        catch (HttpRequestException refusal) when (refusal.InnerException is AuthenticationException)
        {
            return [new ProviderFinding("BadCertificate", new Uri(settings.Authority).Host)];
        }
        catch (Exception refusal) when (IsNoAnswer(refusal))
        {
            var authority = new Uri(settings.Authority).Authority;
            LogNoAnswer(logger, authority, refusal is HttpRequestException ? refusal.Message : "it took too long");
            return [new ProviderFinding("NoAnswer", authority)];
        }
    }

    private async Task<IReadOnlyList<ProviderFinding>> FindAsync(
        ProviderDocument document, ProviderSettings settings, string callback, CancellationToken cancellationToken)
    {
        List<ProviderFinding> found = [.. document.Findings(settings)];
        if (document.Keys is { } keys)
        {
            using var answer = await http.Client.GetAsync(keys, cancellationToken);
            if (!answer.IsSuccessStatusCode || !await HasKeysAsync(answer, cancellationToken))
                found.Add(new ProviderFinding("NoKeys", keys));
        }
        if (document.Token is { } token && await RefusesUsAsync(token, settings, callback, cancellationToken))
            found.Add(new ProviderFinding("ClientRefused", settings.ClientId));
        return found;
    }

    private static async Task<bool> HasKeysAsync(HttpResponseMessage answer, CancellationToken cancellationToken) =>
        await ReadAsync(answer, cancellationToken) is { } json
        && json.TryGetProperty("keys", out var keys) && keys.ValueKind == JsonValueKind.Array && keys.GetArrayLength() > 0;

    // A code that cannot be good: the provider says whether it is the code that it minds, or us.
    private async Task<bool> RefusesUsAsync(string token, ProviderSettings settings, string callback, CancellationToken cancellationToken)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = "duet-asks-whether-it-is-known",
            ["redirect_uri"] = callback,
            ["client_id"] = settings.ClientId,
            ["client_secret"] = settings.Secret ?? "",
            ["code_verifier"] = new string('d', 43),
        });
        using var answer = await http.Client.PostAsync(token, form, cancellationToken);
        if (answer.IsSuccessStatusCode)
            return false;
        return await ReadAsync(answer, cancellationToken) is { } json && json.TryGetProperty("error", out var error)
            && error.ValueKind == JsonValueKind.String && error.GetString() is "invalid_client" or "unauthorized_client";
    }

    // Null for what is no JSON object.
    private static async Task<JsonElement?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            var json = JsonElement.Parse(await answer.Content.ReadAsByteArrayAsync(cancellationToken));
            return json.ValueKind == JsonValueKind.Object ? json : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsNoAnswer(Exception failure) =>
        failure is HttpRequestException or TaskCanceledException { InnerException: TimeoutException };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The identity provider {Authority} gave no answer: {Reason}")]
    private static partial void LogNoAnswer(ILogger logger, string authority, string reason);
}

/// <summary>Something about a provider, in the words of a text.</summary>
/// <param name="Text">The text's name.</param>
/// <param name="With">What it speaks of.</param>
internal sealed record ProviderFinding(string Text, params IReadOnlyList<object> With)
{
    /// <summary>People can sign in all the same.</summary>
    public bool IsNote { get; init; }
}
