using System.Globalization;
using System.Security.Claims;
using Duet.Engine.Metrics;
using Duet.Platform.Web;

namespace Duet.Access;

/// <summary>Who asks, and what the matrix lets them do: an account, a key, a guest, the host's command line, or nobody.</summary>
internal sealed class Caller(Func<ClaimsPrincipal> principal, Func<Matrix> matrix, ITeamsOfPerson teams, IOpenTeams open)
{
    private readonly Lock gate = new();
    private Task<IReadOnlyList<OwnTeam>>? own;

    /// <summary>The command line on the host, which may do what an owner may.</summary>
    public static Caller Host { get; } = new(() => Principals.Host, () => Matrix.Standard, NoTeams.Instance, NoTeams.Instance);

    private ClaimsPrincipal Who => principal();

    public bool IsGuest => Who.IsGuest();
    public bool IsKey => Who.Identity?.AuthenticationType == Principals.KeyScheme;
    public bool IsNobody => Who.Identity?.IsAuthenticated != true;

    /// <summary>The account that signed in; null for keys, guests and the host.</summary>
    public Guid? AccountId => IsKey ? null : Id;

    /// <summary>The account that signed in or made the key; null for guests and the host.</summary>
    public Guid? BehindAccountId =>
        !IsKey ? Id : Guid.TryParse(Who.FindFirstValue(Principals.MakerClaim), out var maker) ? maker : null;

    /// <summary>The account's role; for a key that of its maker, which bounds it.</summary>
    public Role? Role => Enum.TryParse<Role>(Who.FindFirstValue(ClaimTypes.Role), out var role) ? role : null;

    /// <summary>The person of the organisation behind the account, or behind the maker of the key.</summary>
    public int? PersonId =>
        int.TryParse(Who.FindFirstValue(Principals.PersonClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var person) ? person : null;

    /// <summary>How the audit log calls the caller: no name, no mail address.</summary>
    public string AuditName =>
        IsKey ? $"key:{Who.Identity?.Name}"
        : Who.Identity?.AuthenticationType == Principals.HostScheme ? "host"
        : Id is { } id ? $"account:{id}"
        : "nobody";

    private Guid? Id => Guid.TryParse(Who.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>True where the caller may do it at all: to everything, to own teams, or to what is their own.</summary>
    public bool Can(Permission permission)
    {
        if (permission == Permission.Open)
            return true;
        if (matrix().RowOf(permission) is not { } row)
            return false;
        if (IsGuest)
            return row.Guests;
        if (Role is not { } role)
            return false;
        return IsKey ? HasScope(row) && row.Of(role) != Grant.No : row.Of(role) > Grant.ByKey;
    }

    /// <summary>How far the right reaches.</summary>
    public Grant Reach(Permission permission) =>
        !Can(permission) ? Grant.No
        : IsGuest ? Grant.Yes
        : Role is { } role && matrix().Of(permission, role) is var grant && grant != Grant.ByKey ? grant
        : Grant.Yes;

    /// <summary>Ends the request with "not allowed" where the caller may not do it; use cases ask before they change anything.</summary>
    /// <exception cref="DeniedException">The caller may not.</exception>
    public void Demand(Permission permission)
    {
        if (!Can(permission))
            throw new DeniedException(permission);
    }

    /// <summary>As <see cref="Demand"/>, for something that belongs to a team.</summary>
    /// <exception cref="DeniedException">The caller may not, or only to other teams.</exception>
    public async Task DemandAsync(Permission permission, int team, CancellationToken cancellationToken)
    {
        if (Reach(permission) is not (Grant.Yes or Grant.OwnTeams)
            || (Reach(permission) is Grant.OwnTeams && !await LeadsAsync(team, cancellationToken)))
            throw new DeniedException(permission);
    }

    /// <summary>True where the caller may do it to this team.</summary>
    public async Task<bool> CanAsync(Permission permission, int team, CancellationToken cancellationToken) =>
        Reach(permission) is Grant.Yes || (Reach(permission) is Grant.OwnTeams && await LeadsAsync(team, cancellationToken));

    /// <summary>True where the caller's person leads the team, or one above it.</summary>
    public async Task<bool> LeadsAsync(int team, CancellationToken cancellationToken) =>
        (await OwnTeamsAsync(cancellationToken)).Any(known => known.Id == team && known.Leads);

    /// <summary>The teams whose numbers the caller may see; the totals over all teams are seen by whoever sees numbers at all.</summary>
    public async Task<TeamScope> TeamsAsync(CancellationToken cancellationToken) => Reach(Permission.MetricsRead) switch
    {
        Grant.Yes => TeamScope.All,
        Grant.OwnTeams when open.OpenTeams => TeamScope.All,
        Grant.OwnTeams => TeamScope.Only((await OwnTeamsAsync(cancellationToken)).Select(team => team.Id)),
        _ => TeamScope.Only([]),
    };

    /// <summary>The teams that the caller's person is in today, and those below them.</summary>
    public async Task<IReadOnlyList<OwnTeam>> OwnTeamsAsync(CancellationToken cancellationToken)
    {
        if (PersonId is not { } person)
            return [];
        // Asked once a request, also by the cells of a board that are drawn at the same time.
        lock (gate)
            own ??= teams.OfAsync(person, cancellationToken);
        return await own;
    }

    private bool HasScope(MatrixRow row) =>
        row.Scope is { } asked && Scopes.Opens(Who.FindAll(Principals.ScopeClaim).Select(claim => claim.Value), asked);

    private sealed class NoTeams : ITeamsOfPerson, IOpenTeams
    {
        public static NoTeams Instance { get; } = new();
        public bool OpenTeams => false;

        public Task<IReadOnlyList<OwnTeam>> OfAsync(int person, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<OwnTeam>>([]);
    }
}
