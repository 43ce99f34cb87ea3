using Duet.Access;

namespace Duet.Feedback;

/// <summary>How far somebody sees voices.</summary>
/// <param name="All">Every voice; else those of <paramref name="Teams"/> and about what they own.</param>
/// <param name="Contacts">Who asked, too.</param>
internal readonly record struct VoiceReach(bool All, IReadOnlyList<int> Teams, bool Contacts)
{
    /// <summary>As the matrix lets them; nothing for who may not read voices at all.</summary>
    public static async Task<VoiceReach> OfAsync(Caller caller, CancellationToken cancellationToken) => caller.Reach(Permission.VoiceRead) switch
    {
        Grant.Yes => new(true, [], caller.Can(Permission.VoiceContact)),
        Grant.OwnTeams => new(false, [.. (await caller.OwnTeamsAsync(cancellationToken)).Where(team => team.Leads).Select(team => team.Id)], caller.Can(Permission.VoiceContact)),
        _ => new(false, [], false),
    };
}
