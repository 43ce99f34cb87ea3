using System.Globalization;

namespace Duet.Surveys.Planning;

/// <summary>The fields of the plan's form, and the first of them that cannot be read.</summary>
internal sealed class PlanFields(IFormCollection form)
{
    /// <summary>Its name; null where each could be read.</summary>
    public string? Unread { get; private set; }

    /// <returns>Null where the field is left out or cannot be read.</returns>
    public int? Number(string field, int least, int most) => Read(field, text =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most ? number : (int?)null);

    /// <returns>Null where the field is left out or cannot be read.</returns>
    public DateOnly? Day(string field) => Read(field, text =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null);

    /// <returns>The first choice where the field is left out or cannot be read.</returns>
    public T Choice<T>(string field) where T : struct, Enum => Read(field, Named<T>) ?? default;

    /// <returns>What could be read, in its order.</returns>
    public IReadOnlyList<T> Each<T>(string field, Func<string, T?> read)
    {
        var found = new List<T>();
        foreach (var text in form[$"Plan.{field}"].Where(text => !string.IsNullOrEmpty(text)))
        {
            if (read(text!) is { } one)
                found.Add(one);
            else
                Unread ??= field;
        }
        return found;
    }

    /// <returns>Null where it names none; a number names none either.</returns>
    public static T? Named<T>(string text) where T : struct, Enum =>
        Enum.GetNames<T>().Contains(text) ? Enum.Parse<T>(text) : null;

    private T? Read<T>(string field, Func<string, T?> read) where T : struct
    {
        if (form[$"Plan.{field}"].ToString().Trim() is not { Length: > 0 } text)
            return null;
        var value = read(text);
        if (value is null)
            Unread ??= field;
        return value;
    }
}
