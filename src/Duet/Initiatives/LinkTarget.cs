namespace Duet.Initiatives;

/// <summary>What a voice can be linked to.</summary>
internal enum LinkTarget
{
    Initiative,
    Feature,
    Tool,
    WorkItem,
}
