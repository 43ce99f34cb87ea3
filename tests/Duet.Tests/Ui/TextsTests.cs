using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Duet.Tests.Ui;

/// <summary>Every text that sources ask for exists, and every text that exists is asked for.</summary>
public sealed partial class TextsTests
{
    private static readonly string Root = Path.Combine(Repository.Root, "src", "Duet");

    public static TheoryData<string> Resources() =>
        [.. Directory.EnumerateFiles(Root, "*Text.resx", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Root, file))];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Texts_UsedAndDefined_AreTheSame(string resource)
    {
        var defined = XDocument.Load(Path.Combine(Root, resource)).Root!.Elements("data").Select(data => data.Attribute("name")!.Value).ToHashSet();
        var uses = Uses(Path.GetFileNameWithoutExtension(resource)).ToList();

        Assert.Empty(uses.Where(use => !use.IsPrefix).Select(use => use.Key).Distinct().Except(defined));
        Assert.DoesNotContain(uses, use => use.IsPrefix && !defined.Any(key => key.StartsWith(use.Key, StringComparison.Ordinal)));
        // A key computed elsewhere may be any of them.
        if (uses.All(use => use.Key.Length > 0))
            Assert.Equal("", string.Join(", ", defined.Where(key => !uses.Any(use => use.IsPrefix ? key.StartsWith(use.Key, StringComparison.Ordinal) : use.Key == key))));
    }

    private static IEnumerable<(string Key, bool IsPrefix)> Uses(string type)
    {
        var files = Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal));
        // A page and the code beside it share their localizers.
        foreach (var page in files.GroupBy(file => file.Replace(".razor.cs", ".razor", StringComparison.Ordinal)))
        {
            var source = string.Join('\n', page.Select(File.ReadAllText));
            foreach (var name in Regex.Matches(source, $@"IStringLocalizer<{type}>\s+(\w+)").Select(match => match.Groups[1].Value).Distinct())
                foreach (Match start in Regex.Matches(source, $@"(?<![\w.]){name}\["))
                    foreach (var key in Keys(FirstArgument(source, start.Index + start.Length)))
                        yield return key;
        }
    }

    private static IEnumerable<(string Key, bool IsPrefix)> Keys(string argument)
    {
        var literals = Literals().Matches(argument);
        if (literals.Count == 0)
            return [("", true)];
        return literals.Select(literal => literal.Value[0] == '$'
            ? (literal.Groups[1].Value.Split('{')[0], true)
            : (literal.Groups[1].Value, false));
    }

    private static string FirstArgument(string source, int from)
    {
        var (depth, quoted, at) = (0, false, from);
        for (; at < source.Length; at++)
        {
            var letter = source[at];
            if (letter == '"')
                quoted = !quoted;
            else if (!quoted && letter is '[' or '(')
                depth++;
            else if (!quoted && (letter == ',' || letter == ']') && depth == 0)
                break;
            else if (!quoted && letter is ']' or ')')
                depth--;
        }
        return source[from..at];
    }

    [GeneratedRegex("\\$?\"([^\"]*)\"")]
    private static partial Regex Literals();
}
