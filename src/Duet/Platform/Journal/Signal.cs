using System.Threading.Channels;

namespace Duet.Platform.Journal;

/// <summary>Tells one listener that something happened since it last looked; many times count as one.</summary>
internal sealed class Signal
{
    private readonly Channel<bool> happened = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Set() => happened.Writer.TryWrite(true);

    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => happened.Reader.ReadAsync(cancellationToken);
}
