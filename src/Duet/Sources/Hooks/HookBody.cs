using Microsoft.AspNetCore.Http.Features;

namespace Duet.Sources.Hooks;

/// <summary>Reads what is sent to a hook before anybody knows who sent it: within a size, a time, and so many at once.</summary>
internal sealed class HookBody : IDisposable
{
    /// <summary>As much as GitHub sends at most.</summary>
    public const int MostBytes = 25 << 20;
    private const int LargeBytes = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Queue = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim small = new(32);
    private readonly SemaphoreSlim large = new(3);

    /// <summary>The bytes as they came, handed over while they count as being worked on; or a status that refuses them.</summary>
    public async Task<IResult> ReadAsync(HttpContext context, Func<ReadOnlyMemory<byte>, Task<IResult>> take, Func<int, IResult> refuse, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > MostBytes)
            return refuse(StatusCodes.Status413PayloadTooLarge);
        var slots = context.Request.ContentLength is <= LargeBytes ? small : large;
        if (!await slots.WaitAsync(Queue, cancellationToken))
            return refuse(StatusCodes.Status503ServiceUnavailable);
        try
        {
            if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = MostBytes;
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(Patience);
            using var body = new MemoryStream((int)(context.Request.ContentLength ?? 0));
            try
            {
                await context.Request.Body.CopyToAsync(body, patience.Token);
            }
            catch (BadHttpRequestException refusal)
            {
                return refuse(refusal.StatusCode);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return refuse(StatusCodes.Status408RequestTimeout);
            }
            return await take(body.GetBuffer().AsMemory(0, (int)body.Length));
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose()
    {
        small.Dispose();
        large.Dispose();
    }
}
