namespace Duet.Access.SingleSignOn;

/// <summary>Somebody as the identity provider names them. Issuer and subject say who it is; the rest may change or be made up.</summary>
/// <param name="MailVerified">Null where the provider does not say.</param>
/// <param name="Groups">Null where the provider does not tell them: not asked for, or too many to fit.</param>
internal sealed record ProviderIdentity(
    string Issuer, string Subject, string? Name, string? Mail, bool? MailVerified, IReadOnlyCollection<string>? Groups);
