using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>One asking of a survey. What it promises and groups by is fixed before the first person is asked.</summary>
internal sealed class Wave
{
    public const int LowestK = 5;

    public int Id { get; init; }
    public required int SurveyId { get; init; }

    /// <summary>1 for the first wave of the survey.</summary>
    public required int Number { get; init; }
    public WaveState State { get; set; }
    public required DateOnly OpensOn { get; set; }
    public required DateOnly ClosesOn { get; set; }
    public required string Instrument { get; init; }
    public required int InstrumentVersion { get; init; }
    public required SurveyPromise Promise { get; init; }
    public bool Joint { get; init; }

    /// <summary>Into how many sets the items are divided; 0 puts all to everybody.</summary>
    public int Rotation { get; set; }

    /// <summary>People that a group needs before anything is released of it.</summary>
    public required int K { get; init; }
    public int Invited { get; set; }

    /// <summary>How many reminders went to everybody who was asked.</summary>
    public int Reminded { get; set; }

    /// <summary>The cells that may be released; written before asking, never after.</summary>
    public WaveCatalogue? Catalogue { get; set; }

    /// <summary>Follow-ups whose question is put in this wave.</summary>
    public List<int> AskedAgain { get; set; } = [];
}

internal sealed class WaveTable : IEntityTypeConfiguration<Wave>
{
    public void Configure(EntityTypeBuilder<Wave> builder)
    {
        builder.ToTable("waves", table => table.HasCheckConstraint("k_not_below_5", "\"K\" >= 5"));
        builder.HasIndex(wave => new { wave.SurveyId, wave.Number }).IsUnique();
        builder.HasIndex(wave => wave.State);
        builder.Property(wave => wave.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(wave => wave.Instrument).HasMaxLength(Survey.LongestInstrument);
        builder.Property(wave => wave.Promise).HasConversion<string>().HasMaxLength(20);
        builder.Property(wave => wave.Catalogue).AsJson();
        builder.HasOne<Survey>().WithMany().HasForeignKey(wave => wave.SurveyId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal enum WaveState
{
    Draft,

    /// <summary>Tickets are made and sent; nothing is taken yet.</summary>
    Issuing,
    Open,

    /// <summary>Nothing is taken any more, and nothing is released yet.</summary>
    Closed,
    Released,

    /// <summary>Called off; nothing of it is released.</summary>
    Void,
}
