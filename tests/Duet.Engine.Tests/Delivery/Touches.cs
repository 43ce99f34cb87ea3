using Duet.Engine.Delivery;

namespace Duet.Engine.Tests.Delivery;

internal static class Touches
{
    public static Touch[] Of(params (int Hour, string Author, string Path)[] rows)
    {
        var identities = new Identities();
        var commits = rows.DistinctBy(r => r.Hour).ToDictionary(r => r.Hour, r => new HistoryCommit
        {
            Node = r.Hour,
            Sha = History.Sha($"{r.Hour}"),
            Author = identities.Of(r.Author, ""),
            AuthoredAt = History.At(r.Hour),
            CommittedAt = History.At(r.Hour),
            Subject = "Work",
        });
        return [.. rows.Select(r => new Touch(commits[r.Hour], r.Path))];
    }
}
