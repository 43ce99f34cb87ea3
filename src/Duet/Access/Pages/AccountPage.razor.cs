using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Duet.Access.Pages;

/// <summary>One account: its role, whose it is, and whether it may come in.</summary>
public sealed partial class AccountPage
{
    private const int MostFound = 8;

    private Account? account;
    private DirectoryPerson? person;
    private IReadOnlyList<DirectoryPerson>? found;
    private IReadOnlyList<Role> mayGive = [];
    private bool mayChange;
    private string? saved;
    private string? link;
    private AccountRefusal? refusal;
    private InvitationRefusal? linkRefusal;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private Accounts Accounts { get; set; } = null!;

    [Inject]
    private AccountChanges Changes { get; set; } = null!;

    [Inject]
    private Invitations Links { get; set; } = null!;

    [Inject]
    private IPeopleDirectory People { get; set; } = null!;

    [Inject]
    private Caller Caller { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    /// <summary>Part of the name or mail address of the person who is looked for.</summary>
    [SupplyParameterFromQuery]
    private string? Find { get; set; }

    [SupplyParameterFromForm(FormName = "role")]
    private ChosenRole? RoleInput { get; set; }

    [SupplyParameterFromForm(FormName = "person")]
    private ChosenPerson? PersonInput { get; set; }

    private string ComesInBy => (account?.PasswordHash, account?.Subject) switch
    {
        (not null, not null) => "ByBoth",
        (null, not null) => "ByProvider",
        _ => "ByPassword",
    };

    protected override async Task OnInitializedAsync()
    {
        await ReadAsync();
        if (account is null)
            Navigation.NotFound();
        else if (Find is not null)
            found = await People.SearchAsync(Find, MostFound, Context.RequestAborted);
    }

    private async Task ReadAsync()
    {
        account = await Accounts.FindAsync(Id, Context.RequestAborted);
        person = account?.PersonId is { } id ? await People.FindAsync(id, Context.RequestAborted) : null;
        mayGive = Caller.Role is { } role ? role.MayGive() : [];
        mayChange = account is not null && mayGive.Contains(account.Role);
    }

    private Task SetRoleAsync() => RoleNames.TryRead(RoleInput?.Role ?? "", out var role)
        ? AnswerAsync(Changes.SetRoleAsync(Caller, Id, role, Context.RequestAborted), "RoleSet") : Task.CompletedTask;

    private Task DisableAsync() => AnswerAsync(Changes.DisableAsync(Caller, Id, Context.RequestAborted), "DisabledNow");

    private Task EnableAsync() => AnswerAsync(Changes.EnableAsync(Caller, Id, Context.RequestAborted), "EnabledNow");

    private Task LinkAsync() => int.TryParse(PersonInput?.Person, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? AnswerAsync(Changes.LinkAsync(Caller, Id, number, Context.RequestAborted), "PersonSet") : Task.CompletedTask;

    private Task UnlinkAsync() => AnswerAsync(Changes.LinkAsync(Caller, Id, null, Context.RequestAborted), "PersonSet");

    private async Task MakeLinkAsync()
    {
        var answer = await Links.OpenAnewAsync(Caller, Id, Context.RequestAborted);
        if (answer.Token is { } token)
            link = Context.LinkTo(token);
        else
            Context.Response.StatusCode = AccountWords.Status(linkRefusal = answer.Refusal);
    }

    private async Task AnswerAsync(Task<AccountRefusal?> change, string done)
    {
        refusal = await change;
        if (refusal is { } why)
            Context.Response.StatusCode = AccountWords.Status(why);
        else
            saved = done;
        await ReadAsync();
    }

    private sealed class ChosenRole
    {
        public string? Role { get; set; }
    }

    private sealed class ChosenPerson
    {
        public string? Person { get; set; }
    }
}
