namespace Duet.Teams.Imports.Comparing;

/// <summary>
/// What becomes of a timeline when a file says that a value holds. A file with dates says when; one without speaks of now, so
/// what held before stays as it was.
/// </summary>
internal static class StatedPeriods
{
    /// <param name="before">What is recorded.</param>
    /// <param name="value">What the file says.</param>
    /// <param name="isSame">Whether a recorded value is the one that is meant.</param>
    /// <param name="since">Null where the file does not say.</param>
    /// <param name="until">Null where the file does not say.</param>
    /// <param name="today">When the file is imported.</param>
    public static Timeline<T> State<T>(
        this Timeline<T> before, T value, Func<T, bool> isSame, DateTimeOffset? since, DateTimeOffset? until, Today today) where T : notnull =>
        since is not null ? before.With(value, new Validity(since, until))
        : until is { } end ? Ended(before, value, isSame, end)
        : before.Spells.Count == 0 ? before.With(value, Validity.Ever)
        : before.At(today.Now) is not { } current ? before.With(value, Free(before, today))
        : !isSame(current.Value) ? before.ChangedAt(current.Span.Start > today.Start ? current.Span.Start : today.Start, value)
        : before.With(value, current.Span);

    /// <summary>The value begins today where nothing holds; what is recorded for later stays.</summary>
    public static Timeline<T> From<T>(this Timeline<T> before, T value, Today today) where T : notnull => before.With(value, Free(before, today));

    /// <summary>The value does not hold from today on.</summary>
    public static Timeline<T> EndedToday<T>(this Timeline<T> before, Today today) where T : notnull =>
        before.At(today.Now) is { } current
            ? before.Without(new Validity(current.Span.Start > today.Start ? current.Span.Start : today.Start, current.Span.Until))
            : before;

    // From today on, but behind what ended today, until what is recorded for later.
    private static Validity Free<T>(Timeline<T> before, Today today) where T : notnull
    {
        var last = before.Spells.LastOrDefault(spell => spell.Span.End <= today.Now)?.Span.Until;
        return new Validity(last > today.Start ? last : today.Start, before.Spells.FirstOrDefault(spell => spell.Span.Start > today.Now)?.Span.Since);
    }

    // "Until" alone is the end of what is known, or of a time of which nothing else is.
    private static Timeline<T> Ended<T>(Timeline<T> before, T value, Func<T, bool> isSame, DateTimeOffset end) where T : notnull
    {
        if (before.Spells.LastOrDefault(spell => isSame(spell.Value) && spell.Span.Start < end) is { } known)
            return before.Without(known.Span).With(value, new Validity(known.Span.Since, end));
        IEnumerable<Validity> free = [new Validity(null, end)];
        foreach (var spell in before.Spells)
            free = [.. free.SelectMany(span => span.Except(spell.Span))];
        return free.Aggregate(before, (timeline, span) => timeline.With(value, span));
    }
}
