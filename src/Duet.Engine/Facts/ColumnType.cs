using System.Diagnostics.CodeAnalysis;

namespace Duet.Engine.Facts;

/// <summary>What a column of a fact holds, as the metric language sees it.</summary>
public enum ColumnType
{
    /// <summary>Text, or one of a closed list of words where <see cref="FactColumn.EnumValues"/> says so.</summary>
    Text,
    [SuppressMessage("Naming", "CA1720", Justification = "The word for a whole number, not the name of a type.")]
    Integer,
    Number,
    Flag,

    /// <summary>A UTC time with microseconds.</summary>
    Time,

    /// <summary>The dense integer of an actor, <c>alias.id</c>.</summary>
    Alias,

    /// <summary>The <c>id</c> of a row of the fact <see cref="FactColumn.References"/>.</summary>
    Reference,
}
