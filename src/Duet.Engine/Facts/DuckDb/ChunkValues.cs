namespace Duet.Engine.Facts.DuckDb;

/// <summary>What the rows of one chunk need beside their own properties: surrogates, aliases, resolved references.</summary>
internal sealed class ChunkValues
{
    /// <summary>By position in the chunk.</summary>
    public required long[] Ids;
    public required int Source;
    public required Aliases Aliases;

    /// <summary>By reference of the plan, then by position in the chunk.</summary>
    public required long?[][] References;

    public int? AliasOf(Actor? actor) => actor is null ? null : Aliases.Of(actor);

    public long? ReferenceOf(int reference, int ordinal) => References[reference][ordinal];
}
