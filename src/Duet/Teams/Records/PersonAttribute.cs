using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>What else is known of a person. Surveys form groups by it; no number of anybody's work is split by it.</summary>
internal sealed class PersonAttribute
{
    /// <summary>Where somebody works.</summary>
    public const string Site = "site";

    /// <summary>The day on which somebody came, as <c>yyyy-MM-dd</c>.</summary>
    public const string HiredOn = "hired_on";

    public const int LongestName = 40;
    public const int LongestValue = 100;

    public required int PersonId { get; init; }
    public required string Name { get; init; }
    public required string Value { get; set; }
}

internal sealed class PersonAttributeTable : IEntityTypeConfiguration<PersonAttribute>
{
    public void Configure(EntityTypeBuilder<PersonAttribute> builder)
    {
        builder.ToTable("person_attributes").HasKey(attribute => new { attribute.PersonId, attribute.Name });
        builder.Property(attribute => attribute.Name).HasMaxLength(PersonAttribute.LongestName);
        builder.Property(attribute => attribute.Value).HasMaxLength(PersonAttribute.LongestValue);
        builder.HasOne<Person>().WithMany().HasForeignKey(attribute => attribute.PersonId).OnDelete(DeleteBehavior.Cascade);
    }
}
