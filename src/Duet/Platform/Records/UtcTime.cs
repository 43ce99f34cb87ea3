using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Duet.Platform.Records;

/// <summary>Instants are stored as UTC times, which both databases can order.</summary>
internal sealed class UtcTime() : ValueConverter<DateTimeOffset, DateTime>(
    instant => instant.UtcDateTime,
    stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));
