using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>One file that was imported into the directory.</summary>
internal sealed class OrganisationImport
{
    public int Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public Guid? By { get; init; }

    /// <summary>What was read: <c>people</c>, <c>devlake</c>, <c>backstage</c>, <c>codeowners</c>.</summary>
    public required string Kind { get; init; }
    public required string FileName { get; init; }

    /// <summary>SHA-256 of what was read.</summary>
    public required byte[] FileHash { get; init; }
    public required int Added { get; init; }
    public required int Changed { get; init; }
    public required int Unchanged { get; init; }
}

internal sealed class OrganisationImportTable : IEntityTypeConfiguration<OrganisationImport>
{
    public void Configure(EntityTypeBuilder<OrganisationImport> builder)
    {
        builder.ToTable("organisation_imports").HasIndex(import => import.At);
        builder.Property(import => import.Kind).HasMaxLength(20);
        builder.Property(import => import.FileName).HasMaxLength(300);
    }
}
