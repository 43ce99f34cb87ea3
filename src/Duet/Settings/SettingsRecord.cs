using Duet.Engine.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Settings;

/// <summary>What the installation's owner has set; one row.</summary>
internal sealed class SettingsRecord
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>IANA name of the zone whose midnights cut days and weeks.</summary>
    public string Zone { get; set; } = "UTC";
    public TimeOnly WorkStart { get; set; } = new(9, 0);
    public TimeOnly WorkEnd { get; set; } = new(17, 0);
    public List<DayOfWeek> WorkDays { get; set; } =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
    public List<DateOnly> Holidays { get; set; } = [];

    /// <summary>Distinct people a group needs before its numbers are shown.</summary>
    public int Floor { get; set; } = Installation.LowestFloor;

    /// <summary>Members and leads see the numbers of all teams, not only of their own.</summary>
    public bool OpenTeams { get; set; }

    /// <summary>How long raw deliveries are kept, and how much room they may take.</summary>
    public int JournalDays { get; set; } = 30;
    public int JournalMegabytes { get; set; } = 2_000;
}

internal sealed class SettingsTable : IEntityTypeConfiguration<SettingsRecord>
{
    public void Configure(EntityTypeBuilder<SettingsRecord> builder)
    {
        builder.ToTable("settings", table => table.HasCheckConstraint("floor_not_below_5", "\"Floor\" >= 5"));
        builder.Property(settings => settings.Id).ValueGeneratedNever();
        builder.Property(settings => settings.Zone).HasMaxLength(80);
    }
}
