using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>The code of a service: a repository, or a folder of one. The longest path that fits a file counts.</summary>
internal sealed class RepoService
{
    public int Id { get; init; }

    /// <summary>As facts name it.</summary>
    public required string Repo { get; set; }

    /// <summary>Folder without slashes at its ends; empty for the whole repository.</summary>
    public required string Path { get; set; }
    public required int ServiceId { get; set; }
}

internal sealed class RepoServiceTable : IEntityTypeConfiguration<RepoService>
{
    public void Configure(EntityTypeBuilder<RepoService> builder)
    {
        builder.ToTable("repo_services").HasIndex(code => new { code.Repo, code.Path }).IsUnique();
        builder.Property(code => code.Repo).HasMaxLength(300);
        builder.Property(code => code.Path).HasMaxLength(500);
        builder.HasOne<Service>().WithMany().HasForeignKey(code => code.ServiceId).OnDelete(DeleteBehavior.Cascade);
    }
}
