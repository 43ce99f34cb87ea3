namespace Duet.Teams.Imports;

/// <summary>How much is taken at once: enough for organisations of 100,000, little enough for a small machine.</summary>
internal static class ImportLimits
{
    /// <summary>Of one import, as sent and once more unpacked.</summary>
    public const int Bytes = 16 * 1024 * 1024;
    public const int Files = 1_000;
    public const int Rows = 200_000;
    public const int RowBytes = 64 * 1024;
    public const int Columns = 100;
    public const int YamlBytes = 4 * 1024 * 1024;
    public const int YamlDepth = 32;
}
