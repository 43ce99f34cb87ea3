using System.Globalization;
using Duet.Access;
using Duet.Feedback.Assistant;
using Duet.Feedback.Records;
using Duet.Feedback.Themes;
using Duet.Platform.Web;
using Duet.Teams;
using Microsoft.AspNetCore.Components;
using Theme = Duet.Feedback.Records.Theme;

namespace Duet.Feedback.Pages;

/// <summary>The codebook with what stands behind each theme, and what unsorted voices have in common.</summary>
public sealed partial class ThemesPage
{
    private ThemesShown shown = ThemesShown.Nothing;
    private IReadOnlyList<VoiceCluster> suggested = [];
    private SuggestionOffer? offer;
    private string? unasked;
    private Outcome? outcome;
    private bool mayTriage;

    [Inject]
    private ThemePictures Pictures { get; set; } = null!;

    [Inject]
    private Codebook Codebook { get; set; } = null!;

    [Inject]
    private ThemeSuggestions Suggestions { get; set; } = null!;

    [Inject]
    private IVoices Voices { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromForm(FormName = "add")]
    private Entered? Added { get; set; }

    // One name for all of these forms: each theme and each cluster has its own.
    [SupplyParameterFromForm]
    private Entered? Edited { get; set; }

    [SupplyParameterFromForm]
    private Entered? Named { get; set; }

    [SupplyParameterFromForm(FormName = "give")]
    private GivenThemes? Given { get; set; }

    private CancellationToken Stop => Context.RequestAborted;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var reach = await VoiceReach.OfAsync(Caller, Stop);
        mayTriage = Caller.Can(Permission.VoiceTriage);
        shown = await Pictures.ReadAsync(reach, Stop);
        offer = mayTriage ? await Suggestions.OfferAsync(reach, Stop) : null;
    }

    private async Task AskAsync() => (suggested, unasked) = await Suggestions.AskAsync(await VoiceReach.OfAsync(Caller, Stop), Caller, Stop);

    // A person has chosen and may have renamed them: the machine gives no theme by itself.
    private async Task GiveAsync()
    {
        foreach (var item in (Given?.Items ?? []).Where(item => item.Take))
        {
            outcome = await Codebook.EnsureAsync(item.Name, Caller, Stop);
            if (outcome.Refused is not null)
                break;
            foreach (var voice in (item.Voices ?? "").Split(',').Select(QueryNumber.Int).OfType<int>())
                await Voices.ChangeAsync(voice, Author.Of(Caller), change => change.Themes = [outcome.Id], Stop);
        }
        await LoadAsync();
    }

    private Task AddAsync() => WriteAsync(Codebook.EnsureAsync(Added?.Name, Caller, Stop));

    private Task EditAsync(int id) => WriteAsync(Codebook.EditAsync(id, Edited?.Name, Edited?.Description, Edited?.IsClosed == true, Caller, Stop));

    private async Task NameAsync(IReadOnlyList<int> voices)
    {
        outcome = await Codebook.EnsureAsync(Named?.Name, Caller, Stop);
        if (outcome.Refused is not null)
            return;
        foreach (var voice in voices)
            await Voices.ChangeAsync(voice, Author.Of(Caller), change => change.Themes = [outcome.Id], Stop);
        await LoadAsync();
    }

    private async Task WriteAsync(Task<Outcome> change)
    {
        outcome = await change;
        if (outcome.Refused is null)
            await LoadAsync();
    }

    private string Known(double figure) => shown.At is null ? "" : figure.ToString("0", CultureInfo.CurrentCulture);

    private string ToneSays(ThemePicture picture) => picture.Figures.Tone is not { } tone
        ? Text["Tone.None"]
        : Text["Tone.Says", Text[$"Tone.{tone.Sounds}"], tone.Critical, tone.Glad, tone.Read];

    private sealed class Entered
    {
        public string? Name { get; set; }
        public string? Description { get; set; }
        public bool IsClosed { get; set; }
    }

    private sealed class GivenThemes
    {
        public List<GivenItem>? Items { get; set; }
    }

    private sealed class GivenItem
    {
        public bool Take { get; set; }
        public string? Name { get; set; }

        /// <summary>Numbers of voices, by commas.</summary>
        public string? Voices { get; set; }
    }
}
