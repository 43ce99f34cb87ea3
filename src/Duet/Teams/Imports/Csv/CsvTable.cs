using CsvHelper;

namespace Duet.Teams.Imports.Csv;

/// <summary>A CSV file whose header is known, read row by row.</summary>
internal sealed class CsvTable
{
    private const string MissingValue = "NULL";

    private readonly ImportFile file;
    private readonly ReadOnlyMemory<byte> text;
    private readonly byte separator;
    private readonly Dictionary<string, int> places;
    private readonly int width;

    private CsvTable(ImportFile file, ReadOnlyMemory<byte> text, byte separator, Dictionary<string, int> places, int width) =>
        (this.file, this.text, this.separator, this.places, this.width) = (file, text, separator, places, width);

    public string FileName => file.Name;

    /// <summary>The header's names as <see cref="CsvColumns.Normal"/> has them; empty for an empty file.</summary>
    /// <exception cref="UnreadableException">The file is no text, or its first row cannot be read.</exception>
    public static IReadOnlyList<string> HeaderOf(ImportFile file)
    {
        var text = TextBytes.Utf8Of(file);
        return [.. Header(file, text, SeparatorOf(text.Span)).Select(CsvColumns.Normal)];
    }

    /// <exception cref="UnreadableException">The file is no text, or its header is not the one expected.</exception>
    public static CsvTable Open(ImportFile file, CsvColumns expected)
    {
        var text = TextBytes.Utf8Of(file);
        var separator = SeparatorOf(text.Span);
        var header = Header(file, text, separator);
        expected.Check(new Spot(file.Name, 1), header);
        var places = header.Select((name, index) => (Name: CsvColumns.Normal(name), index)).ToDictionary(cell => cell.Name, cell => cell.index);
        // Found by the name that readers use as well.
        foreach (var name in expected.Needed.Concat(expected.Possible))
            if (places.TryGetValue(CsvColumns.Normal(name), out var index))
                places[name] = index;
        return new CsvTable(file, text, separator, places, header.Length);
    }

    public bool Has(string column) => places.ContainsKey(column);

    /// <exception cref="UnreadableException">A row is broken or too large: nothing after it can be trusted.</exception>
    public IEnumerable<CsvLine> Lines()
    {
        using var reader = Reader(text, separator);
        var rows = 0;
        while (Next(reader))
        {
            var line = (int)reader.LineNumber;
            if (++rows > ImportLimits.Rows + 1)
                throw UnreadableException.TooLarge(new Spot(file.Name, line), "rows", ImportLimits.Rows);
            if (rows == 1)
                continue;
            if (reader.FieldCount != width)
                throw UnreadableException.Problem(new Spot(file.Name, line), "cells", reader.FieldCount, width);
            yield return new CsvLine(this, line, reader.Current.ToArray());
        }
    }

    public string? Cell(IReadOnlyList<string> cells, string column)
    {
        if (!places.TryGetValue(column, out var index))
            return null;
        // Blanks around a word are typing; tabs and signs are the word's own.
        var cell = CsvCell.Unguarded(cells[index]).Trim(' ');
        return cell.Length == 0 || cell == MissingValue ? null : cell;
    }

    private bool Next(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException broken)
        {
            throw Broken(file, broken);
        }
    }

    private static UnreadableException Broken(ImportFile file, CsvFormatException broken)
    {
        var spot = new Spot(file.Name, (int)Math.Max(1, broken.LineNumber));
        return broken.Message.Contains("MaxRecordSize", StringComparison.Ordinal)
            ? UnreadableException.TooLarge(spot, "row-size", ImportLimits.RowBytes / 1024)
            : UnreadableException.Problem(spot, "quotes");
    }

    private static string[] Header(ImportFile file, ReadOnlyMemory<byte> text, byte separator)
    {
        using var reader = Reader(text, separator);
        try
        {
            return reader.Read() ? reader.Current.ToArray() : [];
        }
        catch (CsvFormatException broken)
        {
            throw Broken(file, broken);
        }
    }

    private static CsvReader Reader(ReadOnlyMemory<byte> text, byte separator) => CsvReader.Create(
        System.Runtime.InteropServices.MemoryMarshal.TryGetArray(text, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(text.ToArray()),
        new CsvReaderOptions
        {
            HasHeader = false,
            Separator = (char)separator,
            MalformedData = CsvMalformedDataHandling.Throw,
            MaxRecordSize = ImportLimits.RowBytes,
            TrackLineNumbers = true,
            IncludeValuesInExceptions = false,
            Encoding = System.Text.Encoding.UTF8,
        });

    // The first line names columns, and no column's name has a separator in it.
    private static byte SeparatorOf(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAny((byte)'\n', (byte)'\r');
        var line = end < 0 ? text : text[..end];
        var (best, most) = ((byte)',', 0);
        foreach (var candidate in ",;\t"u8)
            if (line.Count(candidate) is var count && count > most)
                (best, most) = (candidate, count);
        return best;
    }
}
