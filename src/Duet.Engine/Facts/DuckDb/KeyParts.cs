namespace Duet.Engine.Facts.DuckDb;

/// <summary>What compiled code calls for single values.</summary>
internal static class KeyParts
{
    public static int Mix<T>(int hash, T value) => HashCode.Combine(hash, value);

    public static bool Same<T>(T left, T right) => EqualityComparer<T>.Default.Equals(left, right);

    // Part gives a value as the store tells it from others; all other types are compared as they are.
    public static string Part(string value) => FactText.Clean(value) ?? throw new ArgumentException("A key is null.");
    public static (string, string) Part(Actor value) => (value.Realm, value.Key);
    public static long Part(DateTimeOffset value) => value.UtcTicks / TimeSpan.TicksPerMicrosecond;

    public static DateTime? Utc(DateTimeOffset? time) => time?.UtcDateTime;

    public static string? Word(string[] words, int? value) => value is { } known ? words[known] : null;
}
