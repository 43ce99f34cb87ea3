using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>One merge, split or link of identities, with all it needs to be undone.</summary>
public sealed class IdentityChange
{
    public int Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>The account that did it; null for the program and for imports.</summary>
    public Guid? By { get; init; }
    public required IdentityChangeKind Kind { get; init; }

    /// <summary>The person who stayed.</summary>
    public required int PersonId { get; init; }

    /// <summary>What was changed, as it was before: JSON of people, links, memberships and disciplines.</summary>
    public required string Before { get; init; }
    public DateTimeOffset? UndoneAt { get; set; }
    public Guid? UndoneBy { get; set; }
}

internal sealed class IdentityChangeTable : IEntityTypeConfiguration<IdentityChange>
{
    public void Configure(EntityTypeBuilder<IdentityChange> builder)
    {
        builder.ToTable("identity_changes").HasIndex(change => change.At);
        builder.HasIndex(change => change.PersonId);
        builder.Property(change => change.Kind).HasConversion<string>().HasMaxLength(20);
    }
}

public enum IdentityChangeKind
{
    Link,
    Unlink,
    Merge,
    Split,
}
