using System.Security.Cryptography;
using Duet.Engine.Surveys;
using Duet.Platform.Records;
using Duet.Surveys.Records;
using Microsoft.EntityFrameworkCore;

namespace Duet.Surveys.Running;

/// <summary>
/// Tickets for everybody who is asked. What leads from a person to a ticket lives here, in memory, until the message is out; the database
/// gets the hashes with their groups, in the order of the hashes, and in another transaction who was asked, in the order of the people.
/// </summary>
internal sealed record Issue(IReadOnlyList<Letter> Letters, IReadOnlyList<HandOut> Codes)
{
    public static async Task<Issue> MakeAsync(
        AppDb db, Wave wave, FrozenWave made, Audience audience, DateOnly today, bool usesMail, CancellationToken cancellationToken)
    {
        var cohorts = made.Frozen.Leaves.ToDictionary(leaf => leaf.Key, leaf => CohortOf(wave.Id, leaf), StringComparer.Ordinal);
        List<Letter> letters = [];
        List<(string Words, string Code)> codes = [];
        List<(byte[] Hash, string Leaf)> tickets = [];
        foreach (var leaf in made.Frozen.Leaves)
        {
            var words = CohortWords.Of(leaf.Labels.Values);
            foreach (var person in leaf.People)
            {
                var code = TicketText.Create();
                tickets.Add((TicketText.HashOf(code), leaf.Key));
                if (usesMail && audience.Mails.TryGetValue(person, out var mail))
                    letters.Add(new Letter(mail, code, words));
                else
                    codes.Add((words, code));
            }
        }
        await using (var transaction = await db.Database.BeginTransactionAsync(cancellationToken))
        {
            db.AddRange(cohorts.Values);
            await db.SaveChangesAsync(cancellationToken);
            db.AddRange(tickets.OrderBy(ticket => Convert.ToHexString(ticket.Hash), StringComparer.Ordinal)
                .Select(ticket => new Ticket { Hash = ticket.Hash, WaveId = wave.Id, CohortId = cohorts[ticket.Leaf].Id }));
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        db.ChangeTracker.Clear();
        db.AddRange(made.Frozen.Leaves.SelectMany(leaf => leaf.People.Select(person => (person, leaf.Key))).OrderBy(asked => asked.person)
            .Select(asked => new Asked { PersonId = asked.person, WaveId = wave.Id, On = today, Labels = asked.Key }));
        await db.SaveChangesAsync(cancellationToken);
        db.ChangeTracker.Clear();
        // Sent in an order of chance, so that a mail server's log tells nothing either.
        var sent = letters.ToArray();
        RandomNumberGenerator.Shuffle(sent.AsSpan());
        return new Issue(sent, [.. codes.GroupBy(code => code.Words, code => code.Code).Select(group => new HandOut(group.Key, [.. group.Order(StringComparer.Ordinal)]))]);
    }

    public static Cohort CohortOf(int wave, Leaf leaf) => new()
    {
        WaveId = wave,
        Key = leaf.Key,
        Labels = [.. leaf.Labels.Select(label => new CohortLabel(label.Key, label.Value))],
        Invited = leaf.People.Count,
    };

    /// <summary>Takes back whatever was made for a wave that takes no answers yet.</summary>
    public static async Task UndoAsync(AppDb db, int wave, CancellationToken cancellationToken)
    {
        await db.Set<Ticket>().Where(ticket => ticket.WaveId == wave).ExecuteDeleteAsync(cancellationToken);
        await db.Set<Asked>().Where(asked => asked.WaveId == wave).ExecuteDeleteAsync(cancellationToken);
        await db.Set<Cohort>().Where(cohort => cohort.WaveId == wave).ExecuteDeleteAsync(cancellationToken);
    }
}

/// <summary>An invitation that is to be sent.</summary>
/// <param name="Words">The group that the person counts in.</param>
internal sealed record Letter(string Mail, string Code, string Words);
