using System.Security.Cryptography;
using Duet.Platform.Records;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Duet.Access.SingleSignOn;

/// <summary>
/// The identity provider that people may come in through: kept with its secret protected, and in use from the moment it is saved.
/// What the server was started with goes before what is kept.
/// </summary>
internal sealed class IdentityProvider(
    IDbContextFactory<AppDb> records, IDataProtectionProvider protection, IAuthenticationSchemeProvider schemes,
    IOptionsMonitorCache<OpenIdConnectOptions> options, Audit audit, GivenProvider given)
{
    private readonly IDataProtector protector = protection.CreateProtector("Duet.Access.IdentityProvider");
    private volatile ProviderSettings? current;

    /// <summary>Null where people come in by password only.</summary>
    public ProviderSettings? Current => current;

    /// <summary>True where the server was started with it, so that the page cannot change it.</summary>
    public bool IsGiven => given.Settings is not null;

    /// <summary>Takes what the server was started with, or what is kept, into use.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) => Use(given.Settings ?? await ReadAsync(cancellationToken));

    /// <summary>What is kept, with the secret opened.</summary>
    public async Task<ProviderSettings?> ReadAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<OidcSettings>().AsNoTracking().SingleOrDefaultAsync(cancellationToken) is { } kept
            ? new ProviderSettings
            {
                Authority = kept.Authority,
                ClientId = kept.ClientId,
                Secret = Open(kept.ProtectedSecret),
                Label = kept.Label,
                FirstRole = kept.FirstRole,
                GroupsClaim = kept.GroupsClaim,
                GroupRoles = kept.GroupRoles,
            }
            : null;
    }

    /// <summary>Keeps checked settings and takes them into use; false where they give a role above the caller's own.</summary>
    public async Task<bool> SaveAsync(Caller caller, ProviderSettings settings, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var kept = await db.Set<OidcSettings>().SingleOrDefaultAsync(cancellationToken);
        if (await db.GiverAsync(caller, cancellationToken) is not { } giver || !NewRoles(settings, kept).All(role => giver.MayGive(role)))
            return false;
        if (kept is null)
            db.Add(kept = new OidcSettings { Authority = settings.Authority, ClientId = settings.ClientId, Label = settings.Label });
        (kept.Authority, kept.ClientId, kept.Label) = (settings.Authority, settings.ClientId, settings.Label);
        kept.ProtectedSecret = settings.Secret is { } secret ? protector.Protect(secret) : null;
        (kept.FirstRole, kept.GroupsClaim, kept.GroupRoles) = (settings.FirstRole, settings.GroupsClaim, new(settings.GroupRoles));
        await db.SaveChangesAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "provider.save", "provider", After: settings.Authority), cancellationToken);
        if (!IsGiven)
            Use(settings);
        return true;
    }

    /// <summary>Forgets the provider: from now on people come in by password only. Accounts keep who they are there.</summary>
    public async Task RemoveAsync(Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        await db.Set<OidcSettings>().ExecuteDeleteAsync(cancellationToken);
        await audit.RecordAsync(new AuditEntry(caller.AuditName, "provider.remove", "provider"), cancellationToken);
        if (!IsGiven)
            Use(null);
    }

    // The scheme exists only while there is a provider: the handler cannot stand without settings.
    private void Use(ProviderSettings? settings)
    {
        current = settings;
        schemes.RemoveScheme(Principals.ProviderScheme);
        options.TryRemove(Principals.ProviderScheme);
        if (settings is not null)
            schemes.AddScheme(new AuthenticationScheme(Principals.ProviderScheme, settings.Label, typeof(OpenIdConnectHandler)));
    }

    // An admin may save again what an owner once set, but not add to it.
    private static IEnumerable<Role> NewRoles(ProviderSettings settings, OidcSettings? kept)
    {
        if (settings.FirstRole is { } first && first != kept?.FirstRole)
            yield return first;
        foreach (var (group, role) in settings.GroupRoles)
            if (kept?.GroupRoles.GetValueOrDefault(group, Role.Viewer) != role)
                yield return role;
    }

    private string? Open(string? secret)
    {
        try
        {
            return secret is null ? null : protector.Unprotect(secret);
        }
        catch (CryptographicException)
        {
            // The keys of the data directory are others now: the secret has to be entered again.
            return null;
        }
    }
}

/// <summary>The provider that the server was started with; null for none.</summary>
internal sealed record GivenProvider(ProviderSettings? Settings);
