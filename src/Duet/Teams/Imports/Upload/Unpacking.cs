namespace Duet.Teams.Imports.Upload;

/// <summary>What was sent, as plain files: archives are opened in memory, nothing is written anywhere.</summary>
internal static class Unpacking
{
    /// <exception cref="UnreadableException">Too many files, or an archive that is refused.</exception>
    public static IReadOnlyList<ImportFile> Open(IReadOnlyList<ImportFile> sent)
    {
        var files = sent.SelectMany(file => Archive.Is(file.Bytes.Span) ? Archive.Open(file) : [file]).ToList();
        if (files.Count > ImportLimits.Files)
            throw UnreadableException.Problem(new Spot(sent[0].Name), "many-files", ImportLimits.Files);
        if (files.Sum(file => (long)file.Bytes.Length) > ImportLimits.Bytes)
            throw UnreadableException.TooLarge(new Spot(sent[0].Name), "size", ImportLimits.Bytes / 1024 / 1024);
        if (files.Find(file => file.Bytes.IsEmpty) is { } empty)
            throw UnreadableException.Problem(new Spot(empty.Name), "empty");
        return files;
    }
}
