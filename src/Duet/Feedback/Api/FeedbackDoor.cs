using System.Security.Claims;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Platform.Records;
using Duet.Platform.Web;
using Duet.Sources.Doors;
using Microsoft.EntityFrameworkCore;

namespace Duet.Feedback.Api;

/// <summary>
/// Takes voices from programs as the doors take deployments: the same limits, ids and answers. Kept in the records at once and
/// never in the journal, since a rebuild would bring back what was edited or erased.
/// </summary>
internal sealed class FeedbackDoor(VoiceTaking taking, PushedSources sources, DoorGate gate, DoorLimits limits, IDbContextFactory<AppDb> records, TimeProvider time)
{
    private const string Accepted = "accepted";
    private const string Duplicate = "duplicate";
    private const string Refused = "refused";

    public async Task<IResult> TakeAsync(string? sourceGiven, HttpContext context, CancellationToken cancellationToken)
    {
        var (source, problem) = await sources.NameAsync(sourceGiven, cancellationToken);
        if (source is null)
            return Answer(problem!);
        var key = context.User.FindFirstValue(ClaimTypes.NameIdentifier) ?? "";
        if (!gate.TryEnter(key, source, out var retryAfter))
            return Answer(new DoorProblem("too-many-requests", "More comes in than is taken at once.", "Come again after Retry-After; send batches.") { Status = StatusCodes.Status429TooManyRequests }, retryAfter);
        try
        {
            var (body, refusal) = await DoorBody.ReadAsync(context, limits, cancellationToken);
            if (refusal is not null)
                return Answer(refusal);
            var (content, wrong) = MessageContent.Read(body, limits);
            if (content is null)
                return Answer(wrong!);
            using (content)
                return await TakeAsync(content, source, context.Request.Headers["Idempotency-Key"].ToString(), cancellationToken);
        }
        finally
        {
            gate.Leave(key);
        }
    }

    private async Task<IResult> TakeAsync(MessageContent content, string source, string idempotencyKey, CancellationToken cancellationToken)
    {
        var reports = new FeedbackReport[content.Items.Count];
        List<(int Index, NewVoice Voice)> good = [];
        for (var i = 0; i < reports.Length; i++)
        {
            var (voice, problem) = await ReadAsync(content, i, source, idempotencyKey, cancellationToken);
            if (problem is not null && !content.IsBatch)
                return Answer(problem);
            if (voice is not null)
                good.Add((i, voice));
            else
                reports[i] = new FeedbackReport(i, Door.IdOf(content.Items[i]), null, Refused, problem!.Code, problem.Text);
        }
        var receipts = good.Count == 0 ? [] : await taking.TakeAsync([.. good.Select(item => item.Voice)], cancellationToken);
        for (var i = 0; i < good.Count; i++)
        {
            var (receipt, voice) = (receipts[i], good[i].Voice);
            var problem = receipt.Outcome switch
            {
                VoiceOutcome.Conflict => new DoorProblem("conflict", $"Another voice came under the id '{voice.ExternalId}' before.", "Give each voice an id of its own.") { Status = StatusCodes.Status409Conflict },
                VoiceOutcome.Refused => FeedbackMembers.Problem(receipt.Code!),
                _ => null,
            };
            if (problem is not null && !content.IsBatch)
                return Answer(problem);
            reports[good[i].Index] = new FeedbackReport(
                good[i].Index, voice.ExternalId, problem is null ? receipt.Id : null,
                problem is not null ? Refused : receipt.Outcome == VoiceOutcome.Duplicate ? Duplicate : Accepted, problem?.Code, problem?.Text);
        }
        var answer = new FeedbackAnswer
        {
            Duplicate = reports.All(report => report.Outcome == Duplicate),
            Accepted = reports.Count(report => report.Outcome == Accepted),
            Duplicates = reports.Count(report => report.Outcome == Duplicate),
            Refused = reports.Count(report => report.Outcome == Refused),
            Report = reports,
        };
        return TypedResults.Json(answer, FeedbackJson.Default.FeedbackAnswer, statusCode: answer.Duplicate ? StatusCodes.Status200OK : StatusCodes.Status202Accepted);
    }

    private async Task<(NewVoice? Voice, DoorProblem? Problem)> ReadAsync(
        MessageContent content, int index, string source, string idempotencyKey, CancellationToken cancellationToken)
    {
        var (values, problem) = FeedbackMembers.Read(content.Items[index], limits, time.GetUtcNow());
        if (values is null)
            return (null, problem);
        var id = values.Text(FeedbackMembers.Id)
            ?? (idempotencyKey.Length == 0 ? null : content.IsBatch ? $"{idempotencyKey}#{index}" : idempotencyKey);
        if (id is null)
            return (null, new DoorProblem("missing-id", "The voice has no 'id'.", "Give each voice an id of your own, so that one that is sent twice counts once."));
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (values.Text("product") is { } product && await VoiceTargets.ProductAsync(db, product, cancellationToken) is null)
            return (null, Unknown("product", product));
        if (values.Text("tool") is { } tool && await VoiceTargets.ToolAsync(db, tool, cancellationToken) is null)
            return (null, Unknown("tool", tool));
        int? board = null;
        if (values.Text("board") is { } slug)
        {
            board = await db.Set<Board>().Where(known => known.Slug == slug).Select(known => (int?)known.Id).SingleOrDefaultAsync(cancellationToken);
            if (board is null)
                return (null, FeedbackMembers.Problem(VoiceTaking.NoBoard));
        }
        return (FeedbackMembers.Of(values, source, id, board), null);
    }

    private static DoorProblem Unknown(string member, string name) =>
        new($"unknown-{member}", $"There is no {member} '{VoiceText.Cut(name, 60)}'.", "Use its name, or leave it out.") { Status = StatusCodes.Status422UnprocessableEntity };

    private static RefusalResult Answer(DoorProblem problem, TimeSpan? retryAfter = null)
    {
        var details = Problems.Of(problem.Status, problem.Code, problem.Detail, problem.Hint);
        if (problem.Offset is { } offset)
            details.Extensions["offset"] = offset;
        return new RefusalResult(details, retryAfter);
    }
}
