using Duet.Engine.Metrics;
using Duet.Feedback;
using Duet.Feedback.Records;
using Duet.Feedback.Search;
using Duet.Initiatives;
using Duet.Platform.Records;
using Duet.Teams.Records;
using Microsoft.EntityFrameworkCore;
using ShelvedVoice = Duet.Feedback.Search.VoiceKey;

namespace Duet.Loop;

/// <summary>The loop of one team, initiative, feature or tool, or of everything, in a few figures.</summary>
internal sealed class LoopSummaries(
    LoopPictures pictures, IDbContextFactory<AppDb> records, VoiceLists lists, IDemand demand, Func<Installation> installation, TimeProvider time)
{
    private const int Weeks = 26;
    private const int OldestShown = 5;
    private const int NeedsShown = 3;

    public async Task<LoopSummary> OfAllAsync(VoiceReach? reach, CancellationToken cancellationToken)
    {
        var summary = await SummaryAsync(reach, _ => true, null, [], cancellationToken);
        return reach is null ? summary : summary with { Needs = await NeedsAsync(cancellationToken) };
    }

    public async Task<LoopSummary> OfWorkAsync(LinkTarget target, int id, string name, VoiceReach? reach, CancellationToken cancellationToken) =>
        await SummaryAsync(
            reach, _ => true, reach is null ? null : await lists.LinkedAsync(target, id, cancellationToken),
            [new DimensionFilter(target.ToString().ToLowerInvariant(), name)], cancellationToken);

    /// <summary>What the team's people said, and what is said about what it owns. Colleagues of a team too small to hide them are left out.</summary>
    public async Task<LoopSummary> OfTeamAsync(int id, string name, VoiceReach? reach, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var now = time.GetUtcNow();
        var people = await db.Set<Membership>().Where(row => row.TeamId == id && row.IsPrimary && (row.Since == null || row.Since <= now) && (row.Until == null || row.Until > now))
            .Select(row => row.PersonId).Distinct().CountAsync(cancellationToken);
        var isSmall = people < installation().Floor;
        List<DimensionFilter> where = [new("team", name)];
        var services = (await db.Set<ServiceOwner>().Where(owner => owner.TeamId == id && (owner.Since == null || owner.Since <= now) && (owner.Until == null || owner.Until > now))
            .Join(db.Set<Service>(), owner => owner.ServiceId, service => service.Id, (_, service) => service.Name).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        bool IsOfTeam(ShelvedVoice key) =>
            (key.TeamId == id || (key.Service is { } service && services.Contains(service))) && !(isSmall && key.Kind == VoiceKind.Developer);
        if (isSmall)
            where.AddRange(Enum.GetValues<VoiceKind>().Where(kind => kind != VoiceKind.Developer).Select(kind => new DimensionFilter("kind", kind.ToString().ToLowerInvariant())));
        return await SummaryAsync(reach, IsOfTeam, null, where, cancellationToken) with { IsWithoutColleagues = isSmall };
    }

    private async Task<LoopSummary> SummaryAsync(
        VoiceReach? reach, Func<ShelvedVoice, bool> fits, IReadOnlyCollection<int>? among, IReadOnlyList<DimensionFilter> where, CancellationToken cancellationToken)
    {
        var answered = await pictures.TotalAsync("loop.asked_to_told", Weeks, where, cancellationToken);
        var told = await pictures.TotalAsync("loop.told_share", Weeks, where, cancellationToken);
        if (reach is not { } seen)
            return new LoopSummary { Answered = answered, Told = told };
        var open = await lists.OpenAsync(seen, fits, among, time.GetUtcNow().AddDays(-LoopSummary.OldDays), OldestShown, cancellationToken);
        return new LoopSummary { Answered = answered, Told = told, Open = open.All, Old = open.Old, Oldest = open.Oldest };
    }

    private async Task<IReadOnlyList<Need>> NeedsAsync(CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var counts = await demand.CountAsync(LinkTarget.Initiative, cancellationToken);
        var waiting = await db.Set<Initiatives.Records.Initiative>().AsNoTracking().Where(row => row.ShippedAt == null).ToListAsync(cancellationToken);
        return [.. waiting.Where(row => counts.ContainsKey(row.Id) && row.State is not (Initiatives.Records.InitiativeState.Dropped or Initiatives.Records.InitiativeState.Closed))
            .Select(row => new Need(row.Id, row.Name, counts[row.Id])).OrderByDescending(need => need.Voices).ThenBy(need => need.Name, StringComparer.Ordinal).Take(NeedsShown)];
    }
}
