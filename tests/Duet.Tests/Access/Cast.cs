using System.Globalization;
using Duet.Access;
using Duet.Platform.Records;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Duet.Tests.Access;

/// <summary>An account of each role, with a cookie and keys, in a running server.</summary>
internal sealed class Cast(RunningServer server)
{
    private readonly Dictionary<Role, Account> accounts = [];
    private readonly Dictionary<string, string> keys = [];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async Task<Account> AccountAsync(Role role, int? person = null)
    {
        if (accounts.TryGetValue(role, out var known))
            return known;
        var account = new Account
        {
            Id = Guid.NewGuid(),
            Mail = $"{role}@example.org".ToLowerInvariant(),
            Name = role.ToString(),
            PasswordHash = null,
            Role = role,
            SecurityStamp = role.ToString(),
            CreatedAt = DateTimeOffset.UnixEpoch,
            PersonId = person,
        };
        await using var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        db.Add(account);
        await db.SaveChangesAsync(Stop);
        return accounts[role] = account;
    }

    /// <summary>The cookie header of somebody of the role who signed in.</summary>
    public async Task<string> CookieAsync(Role role)
    {
        var ticket = new AuthenticationTicket(Principals.Of(await AccountAsync(role)), Principals.CookieScheme);
        var now = server.Get<TimeProvider>().GetUtcNow();
        (ticket.Properties.IssuedUtc, ticket.Properties.ExpiresUtc) = (now, now.AddHours(1));
        var options = server.App.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Principals.CookieScheme);
        return $"{options.Cookie.Name}={options.TicketDataFormat.Protect(ticket)}";
    }

    /// <summary>A browser in which somebody of the role has signed in.</summary>
    public async Task<Browser> BrowseAsync(Role role)
    {
        var browser = server.Browse();
        var cookie = (await CookieAsync(role)).Split('=', 2);
        browser.Cookies.Add(server.Address, new System.Net.Cookie(cookie[0], cookie[1]));
        return browser;
    }

    public async Task<Caller> CallerAsync(Role role)
    {
        var who = Principals.Of(await AccountAsync(role));
        return new Caller(() => who, server.Get<Func<Matrix>>(), server.Get<ITeamsOfPerson>(), server.Get<IOpenTeams>());
    }

    /// <summary>A key with these scopes, whatever the maker may give; by the host where no maker is named.</summary>
    public async Task<string> KeyAsync(Role? maker, IReadOnlyList<string> scopes, DateTimeOffset? end = null)
    {
        var name = $"{maker?.ToString() ?? "host"} {string.Join(' ', scopes.Select(scope => scope.Replace(':', '.')))} {end?.ToString("yyyy", CultureInfo.InvariantCulture)}".Trim();
        if (keys.TryGetValue(name, out var known))
            return known;
        var text = KeyText.Create();
        await using var db = await server.Get<IDbContextFactory<AppDb>>().CreateDbContextAsync(Stop);
        db.Add(new ApiKey
        {
            Id = Guid.NewGuid(),
            Name = name,
            Prefix = KeyText.PrefixOf(text),
            Hash = KeyText.Hash(text),
            CreatedAt = DateTimeOffset.UnixEpoch,
            Scopes = [.. scopes],
            ExpiresAt = end,
            IssuedBy = maker is { } role ? (await AccountAsync(role)).Id : null,
        });
        await db.SaveChangesAsync(Stop);
        return keys[name] = text;
    }
}
