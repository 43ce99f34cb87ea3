using System.Security.Claims;
using Duet.Platform.Journal;
using Duet.Platform.Web;

namespace Duet.Sources.Doors;

/// <summary>Takes a request at a door: reads it, judges its messages, has it journaled, and answers.</summary>
internal sealed class DoorDeliveries(
    IJournal journal, PushedSources sources, MeasurementNames names, LastDeliveries last, DoorGate gate, DoorLimits limits, TimeProvider time)
{
    private const int LongestDeliveryId = 200;
    private const string Conflict = "conflict";

    public async Task<IResult> TakeAsync(Door door, string? sourceGiven, HttpContext context, CancellationToken cancellationToken)
    {
        var (source, problem) = await sources.NameAsync(sourceGiven, cancellationToken);
        if (source is null)
            return Refuse(door, PushedSources.Plain, problem!);
        var key = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        if (!gate.TryEnter(key, source, out var retryAfter))
            return Refuse(door, source, "rate", new DoorProblem("too-many-requests", "More comes in than is taken at once.", "Come again after Retry-After; send batches."), retryAfter);
        try
        {
            return await ReadAsync(door, source, context, cancellationToken);
        }
        finally
        {
            gate.Leave(key);
        }
    }

    private async Task<IResult> ReadAsync(Door door, string source, HttpContext context, CancellationToken cancellationToken)
    {
        var deliveryId = context.Request.Headers["Idempotency-Key"].ToString() is { Length: > 0 } given ? given : null;
        if (deliveryId?.Length > LongestDeliveryId)
            return Refuse(door, source, new DoorProblem("bad-idempotency-key", $"The Idempotency-Key is longer than {LongestDeliveryId} characters."));
        var (body, problem) = await DoorBody.ReadAsync(context, limits, cancellationToken);
        if (problem is not null)
            return Refuse(door, source, problem);
        var (content, refusal) = MessageContent.Read(body, limits);
        if (content is null)
            return Refuse(door, source, refusal!);
        using (content)
        {
            var now = time.GetUtcNow();
            var items = new DeliveryItem[content.Items.Count];
            for (var i = 0; i < items.Length; i++)
            {
                var (item, wrong) = await JudgeAsync(door, source, content, i, now, cancellationToken);
                if (wrong is { IsKept: false } && !content.IsBatch)
                    return Refuse(door, source, wrong);
                items[i] = item;
            }
            var receipt = await journal.AcceptAsync(
                new RawDelivery
                {
                    Door = door.Name,
                    Source = source,
                    DeliveryId = deliveryId,
                    ReceivedAt = now,
                    Body = body,
                    ContentType = "application/json",
                    Items = items,
                },
                cancellationToken);
            if (receipt.Kind != ReceiptKind.Refused)
                last.Note(door.Name, source, now);
            return Answer(receipt, items, content.IsBatch);
        }
    }

    private async ValueTask<(DeliveryItem Item, DoorProblem? Problem)> JudgeAsync(
        Door door, string source, MessageContent content, int index, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var element = content.Items[index];
        var (values, problem) = door.Read(element, now);
        if (problem is null && door is MeasurementsDoor)
            problem = await names.CheckAsync(source, values!.Required(MeasurementsDoor.MeasurementName), cancellationToken);
        var id = values?.Required("id") ?? Door.IdOf(element);
        return (new DeliveryItem(id, content.BytesOf(element), problem?.Code, problem?.Text), problem);
    }

    private static IResult Answer(Receipt receipt, DeliveryItem[] items, bool isBatch)
    {
        if (receipt.Kind == ReceiptKind.Refused)
            return receipt.Reason == RefusalReasons.Busy
                ? Problem(new DoorProblem("too-many-requests", "More waits to be written than can be.", "Come again after Retry-After.") { Status = StatusCodes.Status429TooManyRequests }, receipt.RetryAfter)
                : Problem(new DoorProblem(receipt.Reason!, "Nothing can be kept at the moment.", "Come again after Retry-After.") { Status = StatusCodes.Status503ServiceUnavailable }, receipt.RetryAfter);
        if (!isBatch && receipt.Items is [{ Problem: Conflict }])
            return Problem(new DoorProblem(Conflict, $"Another message came under the id '{items[0].Key}' before.", "Give each message an id of its own; this one is kept aside.")
            {
                Status = StatusCodes.Status409Conflict,
            });
        var answer = DoorAnswer.Of(receipt, items);
        return TypedResults.Json(answer, DoorJson.Default.DoorAnswer, statusCode: answer.Duplicate ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    private RefusalResult Refuse(Door door, string source, DoorProblem problem) => Refuse(door, source, problem.Code, problem, null);

    private RefusalResult Refuse(Door door, string source, string reason, DoorProblem problem, TimeSpan? retryAfter)
    {
        journal.Refused(door.Name, source, reason);
        return Problem(retryAfter is null ? problem : problem with { Status = StatusCodes.Status429TooManyRequests }, retryAfter);
    }

    private static RefusalResult Problem(DoorProblem problem, TimeSpan? retryAfter = null)
    {
        var details = Problems.Of(problem.Status, problem.Code, problem.Detail, problem.Hint);
        if (problem.Offset is { } offset)
            details.Extensions["offset"] = offset;
        return new RefusalResult(details, retryAfter);
    }
}
