using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>Somebody who works here, whatever names sources know them by.</summary>
internal sealed class Person
{
    public const int LongestName = 200;
    public const int LongestMail = 254;

    public int Id { get; init; }
    public required string Name { get; set; }

    /// <summary>In lower case; null where it is not known.</summary>
    public string? Mail { get; set; }

    /// <summary>What an import or a directory calls the person, such as <c>devlake:7</c> or <c>scim:...</c>.</summary>
    public string? ExternalId { get; set; }

    /// <summary>Set where the person left; their past stays with the teams of that day.</summary>
    public DateTimeOffset? LeftAt { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class PersonTable : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.ToTable("people").HasIndex(person => person.Mail).IsUnique();
        builder.HasIndex(person => person.ExternalId).IsUnique();
        builder.HasIndex(person => person.Name);
        builder.Property(person => person.Name).HasMaxLength(Person.LongestName);
        builder.Property(person => person.Mail).HasMaxLength(Person.LongestMail);
        builder.Property(person => person.ExternalId).HasMaxLength(200);
    }
}
