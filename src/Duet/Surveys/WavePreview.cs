using Duet.Surveys.Records;

namespace Duet.Surveys;

/// <summary>What a wave would be if it were opened today.</summary>
internal sealed record WavePreview
{
    /// <summary>Who would be asked.</summary>
    public required int People { get; init; }

    /// <summary>The groups that lie beside answers, each with its words and how many are invited.</summary>
    public required IReadOnlyList<(string Labels, int Invited)> Leaves { get; init; }

    /// <summary>What may be told apart in the results; "" is the whole.</summary>
    public required IReadOnlyList<string> Cells { get; init; }

    /// <summary>What would be of interest and will not be told, with the reason.</summary>
    public required IReadOnlyList<(string Cell, CellHidden Why)> NotAsked { get; init; }

    /// <summary>Left out because they were asked something lately.</summary>
    public required int CoolingDown { get; init; }

    /// <summary>Without a mail address: they get a code where codes are handed out, and are left out otherwise.</summary>
    public required int WithoutAddress { get; init; }

    /// <summary>Into how many sets the items are divided; 0 puts all to everybody.</summary>
    public required int Rotation { get; init; }

    /// <summary>Why it could not be opened; null where it could.</summary>
    public WaveRefusal? Refusal { get; init; }
}
