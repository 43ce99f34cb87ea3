using Duet.Access;
using Duet.Engine.Facts;
using Duet.Platform.Web;
using Duet.Teams.Records;
using Microsoft.AspNetCore.Components;

namespace Duet.Teams.People.Pages;

/// <summary>The rules for bots and agents in their order; a new one shows what it would catch before it is kept.</summary>
public sealed partial class RulesPage
{
    private const int MostShown = 50;
    private static readonly ActorRuleField[] Fields = Enum.GetValues<ActorRuleField>();
    private static readonly ActorKind[] Kinds = [ActorKind.Bot, ActorKind.Agent, ActorKind.Human];

    private IReadOnlyList<ActorRule> rules = [];
    private ActorRuleInput asked = new(ActorRuleField.Any, null, ActorKind.Bot);
    private ActorRule? edited;
    private RulePreview? preview;
    private Refused? problem;
    private Refused? refused;
    private bool mayChange;

    [Inject]
    private ActorRules Rules { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [SupplyParameterFromQuery(Name = "rule")]
    private string? RuleText { get; set; }

    private int? Rule => QueryNumber.Int(RuleText);

    [SupplyParameterFromQuery(Name = "field")]
    private string? Field { get; set; }

    [SupplyParameterFromQuery(Name = "pattern")]
    private string? Pattern { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [SupplyParameterFromQuery(Name = "refused")]
    private string? RefusedCode { get; set; }

    protected override async Task OnInitializedAsync()
    {
        mayChange = Caller.Can(Permission.DirectoryWrite);
        rules = await Rules.ListAsync(Context.RequestAborted);
        edited = rules.FirstOrDefault(rule => rule.Id == Rule);
        if (edited is not null)
            asked = new ActorRuleInput(edited.Field, edited.Pattern, edited.Kind);
        if (Pattern is null)
            return;
        asked = new ActorRuleInput(
            Enum.TryParse<ActorRuleField>(Field, true, out var field) && Enum.IsDefined(field) ? field : ActorRuleField.Any,
            Pattern,
            Enum.TryParse<ActorKind>(Kind, true, out var kind) && Enum.IsDefined(kind) ? kind : ActorKind.Bot);
        asked = asked.Clean();
        problem = asked.Check();
        if (problem is null && mayChange)
            preview = await Rules.PreviewAsync(asked, Context.RequestAborted);
    }

    private async Task KeepAsync()
    {
        var outcome = edited is null
            ? await Rules.AddAsync(asked, Author.Of(Caller), Context.RequestAborted)
            : await Rules.EditAsync(edited.Id, asked, Author.Of(Caller), Context.RequestAborted);
        refused = outcome.Refused;
        if (refused is null)
            Navigation.NavigateTo(PeopleModule.RulesPage);
    }

    private static string EditHref(ActorRule rule) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{PeopleModule.RulesPage}?rule={rule.Id}#try");
}
