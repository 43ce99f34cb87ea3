using System.Globalization;
using Duet.Surveys.Records;

namespace Duet.Surveys.Comments;

/// <summary>What the texts of a wave were about, as far as people gave them themes.</summary>
/// <param name="Published">Texts in the inbox; 0 where too few wrote, or nobody did.</param>
/// <param name="Themes">The largest first; those that too few named are left out.</param>
internal sealed record WaveComments(int Published, IReadOnlyList<CommentTheme> Themes)
{
    public static WaveComments None { get; } = new(0, []);
}

/// <param name="Band">How many people, in fives, such as <c>10-14</c>.</param>
/// <param name="Quotes">Texts whose writers allowed it, in the order of chance; empty for themes of fewer than ten.</param>
internal sealed record CommentTheme(int Id, string Name, string Band, IReadOnlyList<string> Quotes)
{
    /// <summary>How a follow-up names it.</summary>
    public string Topic => string.Create(CultureInfo.InvariantCulture, $"{FollowUp.ThemePrefix}{Id}");
}
