using System.Globalization;
using Duet.Feedback.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Portal;

/// <summary>The posts of a board: found, ordered, page by page.</summary>
public sealed partial class BoardPosts
{
    private static readonly PublicState[] States = [PublicState.Open, PublicState.Planned, PublicState.Started, PublicState.Done, PublicState.Declined];

    [Parameter, EditorRequired]
    public PortalView View { get; set; } = null!;

    /// <summary>A day as people of all countries read it.</summary>
    internal static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    // The signs of Markdown mean nothing in two lines of plain text.
    private static string Plain(string start) => string.Join(' ', start.Split((char[])[' ', '\n', '\t', '*', '_', '`', '#', '>', '|'], StringSplitOptions.RemoveEmptyEntries));

    private string To(int page) => PortalRoutes.BoardPath(View.Board!) + QueryString.Create(
        new Dictionary<string, string?>
        {
            ["q"] = View.Posts!.Text,
            ["state"] = View.Posts.State?.ToString().ToLowerInvariant(),
            ["order"] = View.Posts.Order,
            ["page"] = page.ToString(CultureInfo.InvariantCulture),
        }.Where(part => part.Value is not null));
}
