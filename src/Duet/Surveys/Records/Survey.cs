using Duet.Platform.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Surveys.Records;

/// <summary>Questions that are asked again and again: an instrument, whom it is put to, and how often.</summary>
internal sealed class Survey
{
    public const int LongestTitle = 120;
    public const int LongestInstrument = 80;

    public int Id { get; init; }
    public required string Title { get; set; }

    /// <summary>The key of the instrument's page.</summary>
    public required string Instrument { get; set; }
    public required int InstrumentVersion { get; set; }
    public required SurveyPromise Promise { get; set; }
    public required SurveyKind Kind { get; set; }
    public required SurveyLens Lens { get; set; }
    public required SurveyPlan Plan { get; set; }
    public bool IsStopped { get; set; }

    /// <summary>When the next wave opens by itself; null where none is planned.</summary>
    public DateOnly? NextOpensOn { get; set; }

    /// <summary>The account that made it; no reference, so that no way leads from answers to accounts.</summary>
    public Guid? CreatedBy { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class SurveyTable : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> builder)
    {
        builder.ToTable("surveys", table => table.HasCheckConstraint("pulses_are_confidential", "\"Kind\" <> 'Pulse' OR \"Promise\" = 'Confidential'"));
        builder.Property(survey => survey.Title).HasMaxLength(Survey.LongestTitle);
        builder.Property(survey => survey.Instrument).HasMaxLength(Survey.LongestInstrument);
        builder.Property(survey => survey.Promise).HasConversion<string>().HasMaxLength(20);
        builder.Property(survey => survey.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(survey => survey.Lens).HasConversion<string>().HasMaxLength(20);
        builder.Property(survey => survey.Plan).AsJson();
    }
}

internal enum SurveyPromise
{
    /// <summary>Nobody can tell whose an answer is, whoever reads the database.</summary>
    Anonymous,

    /// <summary>What was asked after may give somebody away; it is shown to nobody.</summary>
    Confidential,
}

internal enum SurveyKind
{
    /// <summary>Put to invited people, from one day to another.</summary>
    Wave,

    /// <summary>Open to whoever has the address.</summary>
    Open,

    /// <summary>Put to a person after something that happened to their work.</summary>
    Pulse,
}

/// <summary>Whose questions these are.</summary>
internal enum SurveyLens
{
    Product,
    Devex,
    Shared,
}
