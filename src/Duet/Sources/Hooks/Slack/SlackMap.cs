using Duet.Platform.Journal;

namespace Duet.Sources.Hooks.Slack;

/// <summary>Slack's messages are no facts: what was a voice became one when it came.</summary>
internal sealed class SlackMap : IDeliveryMap
{
    public string Door => HookKinds.Slack;

    public IReadOnlyList<MappedItem> Map(StoredDelivery delivery) => [new MappedItem(0, [], Ignored: true)];
}
