using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Duet.Sources;

/// <summary>One import of a source, running or over.</summary>
internal sealed class SourceRun
{
    public required Guid Id { get; init; }
    public required Guid SourceId { get; init; }
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; set; }
    public RunOutcome Outcome { get; set; } = RunOutcome.Running;

    /// <summary>The step it is in, or ended in.</summary>
    public string Step { get; set; } = "";
    public long Done { get; set; }
    public long? Total { get; set; }

    /// <summary>Why it failed: code, sentence, and what helps.</summary>
    public string? Code { get; set; }
    public string? Message { get; set; }
    public string? Hint { get; set; }

    /// <summary>A JSON list of what could not be done, though the run went on; null for nothing.</summary>
    public string? NotesJson { get; set; }

    public SourceProblem? Problem => Code is null ? null : new SourceProblem(Code, Message ?? "", Hint ?? "");

    public IReadOnlyList<SourceProblem> Notes
    {
        get => NotesJson is null ? [] : JsonSerializer.Deserialize<List<SourceProblem>>(NotesJson) ?? [];
        set => NotesJson = value.Count == 0 ? null : JsonSerializer.Serialize(value);
    }
}

internal enum RunOutcome
{
    Running,
    Succeeded,
    Failed,

    /// <summary>The program ended before the run did; it is started again.</summary>
    Interrupted,
}

internal sealed class SourceRunTable : IEntityTypeConfiguration<SourceRun>
{
    public void Configure(EntityTypeBuilder<SourceRun> builder)
    {
        builder.ToTable("source_runs").HasIndex(run => new { run.SourceId, run.StartedAt });
        builder.HasOne<SourceRecord>().WithMany().HasForeignKey(run => run.SourceId).OnDelete(DeleteBehavior.Cascade);
        builder.Property(run => run.Outcome).HasConversion<string>().HasMaxLength(20);
        builder.Property(run => run.Step).HasMaxLength(40);
        builder.Property(run => run.Code).HasMaxLength(60);
        builder.Ignore(run => run.Notes).Ignore(run => run.Problem);
    }
}
