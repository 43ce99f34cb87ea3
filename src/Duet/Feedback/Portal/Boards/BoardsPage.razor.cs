using Duet.Access;
using Duet.Feedback.Intake;
using Duet.Feedback.Records;
using Duet.Initiatives.Records;
using Duet.Platform.Web;
using Duet.Teams;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Feedback.Portal.Boards;

/// <summary>Boards of the portal, and what waits to be shown on them.</summary>
public sealed partial class BoardsPage
{
    private const string Path = "/feedback/boards";
    private const int StartLength = 400;

    private Waiting waiting = new(0, [], 0, []);
    private IReadOnlyList<Board> boards = [];
    private IReadOnlyList<Product> products = [];
    private IReadOnlyList<Tool> tools = [];
    private string? problem;

    [Inject]
    private PortalBoards Boards { get; set; } = null!;

    [Inject]
    private PortalReview Reviews { get; set; } = null!;

    [Inject]
    private PublicAddress Address { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "board")]
    private string? BoardText { get; set; }

    [SupplyParameterFromQuery]
    private string? Done { get; set; }

    [SupplyParameterFromForm(FormName = "board")]
    private BoardInput? Input { get; set; }

    [SupplyParameterFromForm(FormName = "review")]
    private Decision? Review { get; set; }

    protected override async Task OnInitializedAsync()
    {
        waiting = await Reviews.ListAsync(Author.Of(Caller), Context.RequestAborted);
        boards = await Boards.ListAsync(Context.RequestAborted);
        (products, tools) = await Boards.SubjectsAsync(Context.RequestAborted);
        if (Input is null && QueryNumber.Int(BoardText) is { } id && boards.FirstOrDefault(board => board.Id == id) is { } chosen)
            Input = BoardInput.Of(chosen);
    }

    private async Task SaveAsync()
    {
        Caller.Demand(Permission.VoiceTriage);
        problem = await Boards.SaveAsync(Input!, Author.Of(Caller), Context.RequestAborted);
        if (problem is null)
            Navigation.NavigateTo($"{Path}?done=saved");
    }

    private async Task ReviewAsync()
    {
        Caller.Demand(Permission.VoiceTriage);
        var author = Author.Of(Caller);
        var isDone = Review switch
        {
            { Show: { } post } => await Reviews.ShowAsync(post, author, Context.RequestAborted),
            { Spam: { } post } => await Reviews.SpamAsync(post, author, Context.RequestAborted),
            { ShowComment: { } comment } => await Reviews.DecideAsync(comment, isShown: true, author, Context.RequestAborted),
            { DropComment: { } comment } => await Reviews.DecideAsync(comment, isShown: false, author, Context.RequestAborted),
            _ => false,
        };
        if (isDone)
            Navigation.NavigateTo($"{Path}?done={(Review is { Show: null, ShowComment: null } ? "hidden" : "shown")}");
        else
            problem = "gone";
    }

    private static string Start(string text) => VoiceText.Cut(text, StartLength);

    private string? BoardOf(int? id) => boards.FirstOrDefault(board => board.Id == id)?.Name;

    private sealed class Decision
    {
        public int? Show { get; set; }
        public int? Spam { get; set; }
        public int? ShowComment { get; set; }
        public int? DropComment { get; set; }
    }
}
