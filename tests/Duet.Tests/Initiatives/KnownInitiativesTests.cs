using Duet.Access;
using Duet.Initiatives;
using Duet.Initiatives.Records;
using Duet.Teams;

namespace Duet.Tests.Initiatives;

public sealed class KnownInitiativesTests(WorkServer work) : IClassFixture<WorkServer>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private KnownInitiatives Known => work.Server.Get<KnownInitiatives>();

    [Fact]
    public async Task Initiative_ThatMovesOnAndBack_KeepsAndLosesItsDays()
    {
        var id = await work.InitiativeAsync("Moves", InitiativeState.Idea);

        await EditAsync(id, "Moves", InitiativeState.Started);
        var started = (await Known.FindAsync(id, Stop))!.Row;
        await EditAsync(id, "Moves", InitiativeState.Shipped);
        var shipped = (await Known.FindAsync(id, Stop))!.Row;
        await EditAsync(id, "Moves", InitiativeState.Started);
        var again = (await Known.FindAsync(id, Stop))!.Row;
        await EditAsync(id, "Moves", InitiativeState.Decided);
        var back = (await Known.FindAsync(id, Stop))!.Row;

        Assert.NotNull(started.StartedAt);
        Assert.Null(started.ShippedAt);
        Assert.Equal(started.StartedAt, shipped.StartedAt);
        Assert.NotNull(shipped.ShippedAt);
        Assert.Equal((started.StartedAt, null), (again.StartedAt, again.ShippedAt));
        Assert.Equal((null, null), (back.StartedAt, back.ShippedAt));
    }

    [Fact]
    public async Task Initiative_WithNameOrCodeOfAnother_IsRefused()
    {
        await work.InitiativeAsync("Exports people can trust", code: "EX-1");

        Assert.Equal("name-taken", (await Known.AddAsync(new InitiativeInput("exports  PEOPLE can trust", InitiativeState.Idea), Caller.Host, Stop)).Refused?.Code);
        Assert.Equal("name-taken", (await Known.AddAsync(new InitiativeInput("Another", InitiativeState.Idea, "ex-1"), Caller.Host, Stop)).Refused?.Code);
        Assert.Equal("bad-code", (await Known.AddAsync(new InitiativeInput("Another", InitiativeState.Idea, "of (it|all)"), Caller.Host, Stop)).Refused?.Code);
        Assert.Equal("no-product", (await Known.AddAsync(new InitiativeInput("Another", InitiativeState.Idea, Product: 99_999), Caller.Host, Stop)).Refused?.Code);
    }

    [Fact]
    public async Task Initiative_ChangedMeanwhile_IsNotOverwritten()
    {
        var id = await work.InitiativeAsync("Two editors");
        var stamp = WorkStamp.Of((await Known.FindAsync(id, Stop))!.Row);
        await EditAsync(id, "Two editors, one quicker", InitiativeState.Started);

        var late = await Known.EditAsync(id, new InitiativeInput("Late", InitiativeState.Started), stamp, Caller.Host, Stop);

        Assert.Equal("changed-meanwhile", late.Refused?.Code);
    }

    [Fact]
    public async Task Initiative_OfAnotherTeam_IsNotALeadsToChange()
    {
        var id = await work.InitiativeAsync("Of nobody");
        var lead = await work.Cast.CallerAsync(Role.TeamLead);
        var member = await work.Cast.CallerAsync(Role.Member);
        var productOps = await work.Cast.CallerAsync(Role.ProductOps);
        var input = new InitiativeInput("Of nobody", InitiativeState.Shipped);

        Assert.Equal("not-yours", (await Known.EditAsync(id, input, null, lead, Stop)).Refused?.Code);
        Assert.Equal("not-yours", (await Known.EditAsync(id, input, null, member, Stop)).Refused?.Code);
        Assert.Equal(OutcomeKind.Changed, (await Known.EditAsync(id, input, null, productOps, Stop)).Kind);
    }

    private async Task EditAsync(int id, string name, InitiativeState state) =>
        Assert.Null((await Known.EditAsync(id, new InitiativeInput(name, state), null, Caller.Host, Stop)).Refused);
}
