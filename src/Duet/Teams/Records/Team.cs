using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Teams.Records;

/// <summary>A group of people who work together; may be part of another.</summary>
internal sealed class Team
{
    public const int LongestName = 100;

    public int Id { get; init; }

    /// <summary>Unique without regard to case: queries and pages name a team by it.</summary>
    public required string Name { get; set; }

    /// <summary><see cref="Name"/> in lower case.</summary>
    public required string Key { get; set; }
    public int? ParentId { get; set; }
    public string? ExternalId { get; set; }

    /// <summary>Set where the team ended; its past stays.</summary>
    public DateTimeOffset? EndedAt { get; set; }

    /// <summary>The hours the team works; null for those of the parent, and at last of the installation.</summary>
    public TeamCalendar? Calendar { get; set; }
    public required DateTimeOffset CreatedAt { get; init; }
}

internal sealed class TeamTable : IEntityTypeConfiguration<Team>
{
    public void Configure(EntityTypeBuilder<Team> builder)
    {
        builder.ToTable("teams").HasIndex(team => team.Key).IsUnique();
        builder.HasIndex(team => team.ExternalId).IsUnique();
        builder.Property(team => team.Name).HasMaxLength(Team.LongestName);
        builder.Property(team => team.Key).HasMaxLength(Team.LongestName);
        builder.Property(team => team.ExternalId).HasMaxLength(200);
        builder.HasOne<Team>().WithMany().HasForeignKey(team => team.ParentId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(team => team.Calendar).HasConversion(
            calendar => System.Text.Json.JsonSerializer.Serialize(calendar, (System.Text.Json.JsonSerializerOptions?)null),
            text => System.Text.Json.JsonSerializer.Deserialize<TeamCalendar>(text, (System.Text.Json.JsonSerializerOptions?)null));
    }
}

/// <summary>Zone, hours, days and days off of a team.</summary>
internal sealed record TeamCalendar(
    string Zone, TimeOnly Start, TimeOnly End, IReadOnlyList<DayOfWeek> Days, IReadOnlyList<DateOnly> Holidays)
{
    // Lists compare by what they hold, so that an unchanged calendar is not written again.
    public bool Equals(TeamCalendar? other) => other is not null && Zone == other.Zone && Start == other.Start && End == other.End
        && Days.SequenceEqual(other.Days) && Holidays.SequenceEqual(other.Holidays);

    public override int GetHashCode() => HashCode.Combine(Zone, Start, End, Days.Count, Holidays.Count);
}
