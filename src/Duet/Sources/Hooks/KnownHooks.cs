using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Duet.Access;
using Duet.Platform.Records;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace Duet.Sources.Hooks;

/// <summary>The hooks there are. Secrets lie in the records protected by the keys of the data directory, and are shown once, when they are made.</summary>
internal sealed partial class KnownHooks(
    IDbContextFactory<AppDb> records, IDataProtectionProvider protection, IHookListener listener, Audit audit, TimeProvider time)
{
    public const int LongestSecret = 200;
    public const int LongestLabel = 100;
    public static readonly TimeSpan FormerHolds = TimeSpan.FromHours(24);
    private const int ShortestSecret = 16;
    private readonly IDataProtector protector = protection.CreateProtector("Duet.Sources.Hooks");

    public async Task<IReadOnlyList<Hook>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Hook>().AsNoTracking().OrderBy(hook => hook.Name).ToListAsync(cancellationToken);
    }

    public async Task<Hook?> FindAsync(string kind, string name, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await db.Set<Hook>().AsNoTracking().SingleOrDefaultAsync(hook => hook.Kind == kind && hook.Name == name, cancellationToken);
    }

    /// <summary>The secrets that sign for a hook now; none where the keys were not restored with the records.</summary>
    public IReadOnlyList<string> SecretsOf(Hook hook) =>
        [.. new[] { hook.ProtectedSecret, hook.FormerUntil > time.GetUtcNow() ? hook.ProtectedFormer : null }.Select(Open).OfType<string>()];

    /// <summary>Adds a hook; without a secret one is made.</summary>
    /// <returns>The secret, or the name of the text that says what is wrong.</returns>
    public async Task<(string? Secret, string? Problem)> AddAsync(NewHook given, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        if ((Check(given) ?? await CheckBoardAsync(given.Board, cancellationToken)) is { } problem)
            return (null, problem);
        var secret = given.Secret.Length > 0 ? given.Secret : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Hook>().AnyAsync(hook => hook.Name == given.Name, cancellationToken))
            return (null, "NameTaken");
        db.Add(new Hook
        {
            Name = given.Name,
            Kind = given.Kind,
            ProtectedSecret = protector.Protect(secret),
            Label = given.Label.Length > 0 ? given.Label : null,
            VoiceKind = given.VoiceKind,
            BoardId = given.Board,
        });
        await db.SaveChangesAsync(cancellationToken);
        await RecordAsync("hook.add", given.Name, caller, cancellationToken);
        return (secret, null);
    }

    /// <summary>Gives a hook another secret; the one before it signs for another day.</summary>
    /// <returns>The secret, or the name of the text that says what is wrong.</returns>
    public async Task<(string? Secret, string? Problem)> RenewAsync(string name, string given, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Hook>().SingleOrDefaultAsync(hook => hook.Name == name, cancellationToken) is not { } hook)
            return (null, "NoSuchHook");
        if (CheckSecret(hook.Kind, given) is { } problem)
            return (null, problem);
        var secret = given.Length > 0 ? given : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        (hook.ProtectedFormer, hook.FormerUntil) = (hook.ProtectedSecret, time.GetUtcNow() + FormerHolds);
        hook.ProtectedSecret = protector.Protect(secret);
        await db.SaveChangesAsync(cancellationToken);
        await RecordAsync("hook.secret", name, caller, cancellationToken);
        return (secret, null);
    }

    /// <summary>Says to which board it belongs what is heard from now on.</summary>
    /// <returns>The name of the text that says what is wrong; null where it was done.</returns>
    public async Task<string?> SetBoardAsync(string name, int? board, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        if (await CheckBoardAsync(board, cancellationToken) is { } problem)
            return problem;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Hook>().SingleOrDefaultAsync(hook => hook.Name == name, cancellationToken) is not { } hook)
            return "NoSuchHook";
        hook.BoardId = board;
        await db.SaveChangesAsync(cancellationToken);
        await RecordAsync("hook.board", name, caller, cancellationToken);
        return null;
    }

    public async Task<bool> RemoveAsync(string name, Caller caller, CancellationToken cancellationToken)
    {
        caller.Demand(Permission.SettingsWrite);
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await db.Set<Hook>().Where(hook => hook.Name == name).ExecuteDeleteAsync(cancellationToken) == 0)
            return false;
        await RecordAsync("hook.remove", name, caller, cancellationToken);
        return true;
    }

    private string? Check(NewHook given) =>
        !Good().IsMatch(given.Name) ? "BadName"
        : !HookKinds.All.Contains(given.Kind) ? "BadKind"
        : !listener.Kinds.Contains(given.VoiceKind) ? "BadVoiceKind"
        : given.Label.Length > LongestLabel ? "BadLabel"
        : CheckSecret(given.Kind, given.Secret);

    private async Task<string?> CheckBoardAsync(int? board, CancellationToken cancellationToken) =>
        board is null || (await listener.BoardsAsync(cancellationToken)).Any(known => known.Id == board) ? null : "NoSuchBoard";

    // Slack makes the secret itself.
    private static string? CheckSecret(string kind, string secret) =>
        secret.Length == 0 ? kind == HookKinds.Slack ? "SecretNeeded" : null
        : secret.Length is < ShortestSecret or > LongestSecret ? "BadSecret" : null;

    private Task RecordAsync(string action, string name, Caller caller, CancellationToken cancellationToken) =>
        audit.RecordAsync(new AuditEntry(caller.AuditName, action, $"hook:{name}"), cancellationToken);

    private string? Open(string? kept)
    {
        try
        {
            return kept is null ? null : protector.Unprotect(kept);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{0,39}\z")]
    private static partial Regex Good();
}

/// <summary>A hook as it is asked for; what is empty was left out.</summary>
internal sealed record NewHook(string Name, string Kind, string Secret, string Label, string VoiceKind, int? Board = null);
