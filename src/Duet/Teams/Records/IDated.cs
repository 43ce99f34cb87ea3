namespace Duet.Teams.Records;

/// <summary>A row that holds from one instant to another.</summary>
internal interface IDated
{
    /// <summary>Included; null for ever since.</summary>
    DateTimeOffset? Since { get; set; }

    /// <summary>Not included; null while it lasts.</summary>
    DateTimeOffset? Until { get; set; }
}
