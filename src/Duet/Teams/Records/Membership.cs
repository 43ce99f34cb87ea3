using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>A person in a team from one instant to another. Primary ones of a person never overlap.</summary>
internal sealed class Membership : IDated
{
    public int Id { get; init; }
    public required int PersonId { get; set; }
    public required int TeamId { get; set; }

    /// <summary>Included; null for ever since.</summary>
    public DateTimeOffset? Since { get; set; }

    /// <summary>Not included; null while it lasts.</summary>
    public DateTimeOffset? Until { get; set; }

    /// <summary>The team a person's work belongs to; others give reading rights only.</summary>
    public required bool IsPrimary { get; set; }

    /// <summary>May change the team.</summary>
    public bool IsLead { get; set; }
}

internal sealed class MembershipTable : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTable("memberships").HasIndex(membership => membership.PersonId);
        builder.HasIndex(membership => membership.TeamId);
        builder.HasOne<Person>().WithMany().HasForeignKey(membership => membership.PersonId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Team>().WithMany().HasForeignKey(membership => membership.TeamId).OnDelete(DeleteBehavior.Cascade);
    }
}
