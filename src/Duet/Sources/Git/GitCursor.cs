using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Duet.Sources.Git;

/// <summary>What the facts of a repository were made from.</summary>
/// <param name="Format">Facts of another format are made anew.</param>
/// <param name="Repo">The repository's name in the facts.</param>
/// <param name="Shallow">A digest of where the history is cut; empty where it is whole.</param>
/// <param name="Digest">Of the default branch's tip and of all tags.</param>
/// <param name="OddDates">Dates that were moved into range.</param>
internal sealed record GitCursor(int Format, string Repo, string Shallow, string Digest, long OddDates)
{
    /// <summary>Raised whenever equal histories give other facts than before.</summary>
    public const int CurrentFormat = 1;

    public static GitCursor? Parse(string? text)
    {
        try
        {
            return text is null ? null : JsonSerializer.Deserialize(text, GitJson.Default.GitCursor);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static GitCursor Of(string repo, GitFolder folder, GitRefs refs)
    {
        var names = new StringBuilder().Append(refs.Head).Append(' ').Append(refs.HeadBranch).Append('\n');
        foreach (var (name, id) in refs.Tags) names.Append(id).Append(' ').Append(name).Append('\n');
        var shallow = GitFolder.Regular(folder.ShallowFile) is not null ? Digest64(File.ReadAllBytes(folder.ShallowFile)) : "";
        return new GitCursor(CurrentFormat, repo, shallow, Digest64(Encoding.UTF8.GetBytes(names.ToString())), 0);
    }

    /// <summary>The facts that were made from <paramref name="other"/> can be brought up to date; otherwise all are made anew.</summary>
    public bool Continues(GitCursor? other) => other is not null && other.Format == Format && other.Repo == Repo && other.Shallow == Shallow;

    public override string ToString() => JsonSerializer.Serialize(this, GitJson.Default.GitCursor);

    private static string Digest64(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

[JsonSerializable(typeof(GitCursor))]
internal sealed partial class GitJson : JsonSerializerContext;
