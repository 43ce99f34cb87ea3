using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Duet.Sources.Doors;

/// <summary>Reads what was sent, decompressed, and not a byte more than the door takes.</summary>
internal static class DoorBody
{
    private const int FirstBuffer = 16 << 10;

    /// <summary>The body, or why it is refused.</summary>
    public static async ValueTask<(ReadOnlyMemory<byte> Body, DoorProblem? Problem)> ReadAsync(
        HttpContext context, DoorLimits limits, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (!IsJson(request))
            return (default, new DoorProblem("unsupported-media-type", "The body is not said to be JSON in UTF-8.", "Send Content-Type: application/json.")
            {
                Status = StatusCodes.Status415UnsupportedMediaType,
            });
        if (Decoder(request) is not { } decode)
            return (default, new DoorProblem("unsupported-encoding", "The body is compressed in a way that is not taken.", "Send it plain, or with Content-Encoding: gzip or br.")
            {
                Status = StatusCodes.Status415UnsupportedMediaType,
            });
        if (request.ContentLength > limits.BodyBytes)
            return (default, TooLarge(limits));
        Bound(context, limits);
        try
        {
            var stream = decode(request.Body);
            return await ReadAsync(stream, request, limits, cancellationToken);
        }
        catch (BadHttpRequestException refusal) when (refusal.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (default, TooLarge(limits));
        }
        catch (BadHttpRequestException refusal) when (refusal.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            return (default, new DoorProblem("too-slow", $"The body came with less than {limits.LeastBytesPerSecond} bytes a second.", "Collect a message before you send it.")
            {
                Status = StatusCodes.Status408RequestTimeout,
            });
        }
        catch (BadHttpRequestException)
        {
            return (default, new DoorProblem("broken-off", "The body broke off."));
        }
        catch (InvalidDataException)
        {
            return (default, new DoorProblem("bad-compression", "The body cannot be decompressed as its Content-Encoding says."));
        }
    }

    private static async ValueTask<(ReadOnlyMemory<byte>, DoorProblem?)> ReadAsync(
        Stream stream, HttpRequest request, DoorLimits limits, CancellationToken cancellationToken)
    {
        // A compressed body says nothing about its size, and a plain one says it exactly.
        var isPlain = ReferenceEquals(stream, request.Body);
        var buffer = new byte[isPlain && request.ContentLength is { } length ? (int)length + 1 : FirstBuffer];
        var filled = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken);
            if (read == 0)
                return (buffer.AsMemory(0, filled), null);
            filled += read;
            if (filled > limits.BodyBytes)
                return (default, TooLarge(limits));
            if (filled == buffer.Length)
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, limits.BodyBytes + 1));
        }
    }

    private static void Bound(HttpContext context, DoorLimits limits)
    {
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = limits.BodyBytes;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
            rate.MinDataRate = new MinDataRate(limits.LeastBytesPerSecond, limits.SlowGrace);
    }

    private static bool IsJson(HttpRequest request)
    {
        var type = request.GetTypedHeaders().ContentType;
        return type is not null
            && (type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase))
            && (!type.Charset.HasValue || type.Charset.Value.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    private static Func<Stream, Stream>? Decoder(HttpRequest request) => request.Headers.ContentEncoding.ToString().Trim().ToLowerInvariant() switch
    {
        "" or "identity" => body => body,
        "gzip" => body => new GZipStream(body, CompressionMode.Decompress),
        "br" => body => new BrotliStream(body, CompressionMode.Decompress),
        _ => null,
    };

    private static DoorProblem TooLarge(DoorLimits limits) =>
        new("too-large", $"A body may have {limits.BodyBytes} bytes, also after it is decompressed.", "Send several smaller batches.")
        {
            Status = StatusCodes.Status413PayloadTooLarge,
        };
}
