using System.Globalization;

namespace Duet.Access;

/// <summary>What reading the whole log showed.</summary>
/// <param name="Count">Records that hold, from the first on.</param>
/// <param name="Head">Hash of the last of them: kept elsewhere, it shows later whether the end was cut off.</param>
/// <param name="Doubt">The worst that was found; null where all is as it was written.</param>
/// <param name="Found">What the words about the doubt name: a record, two numbers, triggers.</param>
internal sealed record AuditVerdict(long Count, byte[] Head, AuditDoubt? Doubt = null, IReadOnlyList<string>? Found = null)
{
    public bool Holds => Doubt is null;

    /// <summary>The number at which the chain breaks.</summary>
    public long? FirstBroken => Doubt is AuditDoubt.Broken ? Count + 1 : null;

    /// <summary>What is wrong, for logs and the command line; null where nothing is.</summary>
    public string? Says => Doubt switch
    {
        null => null,
        AuditDoubt.Broken => string.Create(CultureInfo.InvariantCulture, $"record {FirstBroken} is not what was written there"),
        AuditDoubt.CutOff => $"it ends at record {Found![0]}, and the last one written was {Found[1]}, or another one",
        AuditDoubt.Unsealed => "its seal does not fit: records were taken away or written anew, or it was sealed with another key than the data directory's",
        AuditDoubt.NoteGone => "the note of its last record is gone",
        _ => $"the database does not guard it any more: {Found![0]} is missing or changed",
    };
}

/// <summary>Why the audit log is not to be relied on.</summary>
internal enum AuditDoubt
{
    /// <summary>A record is not what was written there.</summary>
    Broken,

    /// <summary>The log does not end where its note says.</summary>
    CutOff,

    /// <summary>The note itself is gone.</summary>
    NoteGone,

    /// <summary>The seal and the key in the data directory do not fit to what is there.</summary>
    Unsealed,

    /// <summary>The records hold, but triggers that keep them so are missing.</summary>
    Unguarded,
}
