using System.Globalization;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;

namespace Duet.Feedback.Portal.Boards;

/// <summary>A board as a form sends it.</summary>
internal sealed class BoardInput
{
    public string? Id { get; set; }
    public string? Name { get; set; }
    public string? Slug { get; set; }
    public string? Kind { get; set; }
    public string? Product { get; set; }
    public string? Tool { get; set; }
    public bool IsPublic { get; set; }
    public bool ReviewFirst { get; set; }
    public string? Origins { get; set; }

    public static BoardInput Of(Board board) => new()
    {
        Id = board.Id.ToString(CultureInfo.InvariantCulture),
        Name = board.Name,
        Slug = board.Slug,
        Kind = board.Kind.ToString(),
        Product = board.ProductId?.ToString(CultureInfo.InvariantCulture),
        Tool = board.ToolId?.ToString(CultureInfo.InvariantCulture),
        IsPublic = board.IsPublic,
        ReviewFirst = board.ReviewFirst,
        Origins = string.Join('\n', board.EmbedOrigins),
    };

    /// <summary>The board, or what is wrong with the form.</summary>
    public (Board? Board, string? Problem) Read()
    {
        var name = VoiceText.Line(Name ?? "");
        var slug = (Slug ?? "").Trim();
        if (name.Length is 0 or > Board.LongestName)
            return (null, "name");
        if (slug.Length is 0 or > Board.LongestSlug || slug[0] == '-' || !slug.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'))
            return (null, "slug");
        if (slug is "roadmap" or "changelog" or "confirm" or "answer" or "stop" or "new")
            return (null, "slug-taken");
        var origins = (Origins ?? "").Split((char[])['\n', '\r', ' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToList();
        if (origins.Count > 20 || origins.Any(origin => !IsOrigin(origin)))
            return (null, "origins");
        if (!Enum.TryParse<VoiceKind>(Kind, out var kind) || !Enum.IsDefined(kind))
            return (null, "kind");
        return (new Board
        {
            Slug = slug,
            Name = name,
            Kind = kind,
            ProductId = Number(Product),
            ToolId = Number(Tool),
            IsPublic = IsPublic,
            ReviewFirst = ReviewFirst,
            EmbedOrigins = origins,
        }, null);
    }

    public int? Number() => Number(Id);

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    // Scheme, host and port, as a browser names a site.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var site) && site.Scheme is ("http" or "https") && site.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/');
}
