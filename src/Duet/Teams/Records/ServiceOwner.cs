using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>A team that answers for a service, from one instant to another. Periods of a service never overlap.</summary>
internal sealed class ServiceOwner : IDated
{
    public int Id { get; init; }
    public required int ServiceId { get; set; }
    public required int TeamId { get; set; }

    /// <summary>Included; null for ever since.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Not included; null while it lasts.</summary>
    public DateTimeOffset? Until { get; set; }
}

internal sealed class ServiceOwnerTable : IEntityTypeConfiguration<ServiceOwner>
{
    public void Configure(EntityTypeBuilder<ServiceOwner> builder)
    {
        builder.ToTable("service_owners").HasIndex(owner => owner.ServiceId);
        builder.HasIndex(owner => owner.TeamId);
        builder.HasOne<Service>().WithMany().HasForeignKey(owner => owner.ServiceId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Team>().WithMany().HasForeignKey(owner => owner.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}
