using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Feedback.Records;

/// <summary>A language model that may suggest themes; one row, none where it is not set up. Off unless somebody switches it on.</summary>
internal sealed class AssistantRow
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;
    public required string Endpoint { get; set; }
    public required string Model { get; set; }

    /// <summary>Protected by the keys of the data directory; null where the endpoint asks for none.</summary>
    public string? ProtectedKey { get; set; }

    /// <summary>Whose words it may read.</summary>
    public List<VoiceKind> Kinds { get; set; } = [];
    public bool IsOn { get; set; }
}

internal sealed class AssistantTable : IEntityTypeConfiguration<AssistantRow>
{
    public void Configure(EntityTypeBuilder<AssistantRow> builder)
    {
        builder.ToTable("assistant").Property(assistant => assistant.Id).ValueGeneratedNever();
        builder.Property(assistant => assistant.Endpoint).HasMaxLength(500);
        builder.Property(assistant => assistant.Model).HasMaxLength(200);
    }
}
