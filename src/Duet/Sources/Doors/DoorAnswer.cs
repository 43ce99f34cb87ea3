using System.Text.Json;
using Duet.Platform.Journal;

namespace Duet.Sources.Doors;

/// <summary>What became of the messages of a request. All of them are durable when it is answered.</summary>
internal sealed record DoorAnswer
{
    /// <summary>True where nothing was new: the same was sent before.</summary>
    public required bool Duplicate { get; init; }
    public required int Accepted { get; init; }
    public required int Duplicates { get; init; }

    /// <summary>Kept aside until a person has looked at them.</summary>
    public required int Quarantined { get; init; }

    /// <summary>The messages that were not simply accepted, by their place in the batch.</summary>
    public required IReadOnlyList<DoorReport> Report { get; init; }

    public static DoorAnswer Of(Receipt receipt, IReadOnlyList<DeliveryItem> items)
    {
        List<DoorReport> report = [];
        for (var i = 0; i < receipt.Items.Count; i++)
        {
            var verdict = receipt.Items[i];
            if (verdict.Outcome != ItemOutcome.Accepted)
                report.Add(new DoorReport(i, items[i].Key, WordOf(verdict.Outcome), verdict.Problem, verdict.Problem == items[i].Problem ? items[i].Detail : null));
        }
        var quarantined = report.Count(item => item.Outcome == WordOf(ItemOutcome.Quarantined));
        return new DoorAnswer
        {
            Duplicate = receipt.Kind == ReceiptKind.Duplicate || report.Count(item => item.Outcome == WordOf(ItemOutcome.Duplicate)) == receipt.Items.Count,
            Accepted = receipt.Items.Count - report.Count,
            Duplicates = report.Count - quarantined,
            Quarantined = quarantined,
            Report = report,
        };
    }

    private static string WordOf(ItemOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
}

/// <summary>One message of a batch that was not simply accepted.</summary>
internal sealed record DoorReport(int Index, string? Id, string Outcome, string? Problem, string? Detail);
