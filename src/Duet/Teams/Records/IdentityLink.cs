using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>Says that an identity of a source is a person. Identities without one stand for themselves.</summary>
internal sealed class IdentityLink
{
    public const int LongestRealm = 40;
    public const int LongestKey = 300;

    /// <summary>Realm and key as facts have them: <c>mail</c> and the address, <c>github</c> and the login ...</summary>
    public required string Realm { get; init; }
    public required string Key { get; init; }

    /// <summary>The name the source shows, as it was when the link was made.</summary>
    public required string Name { get; set; }
    public required int PersonId { get; set; }
    public required LinkMethod Method { get; set; }

    /// <summary>0 to 1; 1 where a person said so or the address is the same.</summary>
    public required double Confidence { get; set; }
    public required DateTimeOffset LinkedAt { get; set; }
}

internal sealed class IdentityLinkTable : IEntityTypeConfiguration<IdentityLink>
{
    public void Configure(EntityTypeBuilder<IdentityLink> builder)
    {
        builder.ToTable("identity_links").HasKey(link => new { link.Realm, link.Key });
        builder.HasIndex(link => link.PersonId);
        builder.Property(link => link.Realm).HasMaxLength(IdentityLink.LongestRealm);
        builder.Property(link => link.Key).HasMaxLength(IdentityLink.LongestKey);
        builder.Property(link => link.Name).HasMaxLength(200);
        builder.Property(link => link.Method).HasConversion<string>().HasMaxLength(20);
        builder.HasOne<Person>().WithMany().HasForeignKey(link => link.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}

/// <summary>Why an identity is held to be a person.</summary>
internal enum LinkMethod
{
    /// <summary>The same mail address.</summary>
    Exact,

    /// <summary>A suggestion that somebody accepted.</summary>
    Suggestion,
    Manual,
    Import,
}
