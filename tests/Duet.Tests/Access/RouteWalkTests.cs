using System.Net;
using System.Text.Json;
using Duet.Access;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Duet.Tests.Access;

/// <summary>Walks every route of the server as everybody, over HTTP, and holds the answers to <c>rights.txt</c>.</summary>
public sealed class RouteWalkTests(ProbedServer probed) : IClassFixture<ProbedServer>
{
    private static readonly Role[] Roles = Enum.GetValues<Role>();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Rights_AndTheMatrix_HaveTheSameRows()
    {
        Assert.Equal(ProbedServer.Permissions.Order(), RightsTable.Rights.Keys.Order());
        Assert.Equal(ProbedServer.Permissions.Order(), Matrix.Standard.Rows.Select(row => row.Permission).Order());
        Assert.All(Matrix.Standard.Rows, row => Assert.Equal(Roles.Length, row.Grants.Count));
        Assert.Empty(Matrix.Standard.Rows.Select(row => row.Scope).OfType<string>().Except(Scopes.All));
    }

    [Fact]
    public void Guide_ItsTable_SaysWhatTheRightsSay()
    {
        var told = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "guide", "access.md"))
            .Where(line => line.Contains("<!-- ", StringComparison.Ordinal))
            .ToDictionary(
                line => Enum.Parse<Permission>(line.Split("<!-- ")[1].Split(" -->")[0]),
                line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)[1..]);

        Assert.Equal(RightsTable.Rights.Keys.Order(), told.Keys.Order());
        foreach (var (permission, right) in RightsTable.Rights)
            Assert.Equal([.. Roles.Select(role => right.Words[role]), right.Scope is { } scope ? $"`{scope}`" : "-"], told[permission]);
    }

    [Fact]
    public void Routes_Each_NameExactlyOneRow()
    {
        var routes = WalkedRoute.Of(probed.Server.Get<EndpointDataSource>());

        Assert.True(routes.Count > 30);
        Assert.Equal([$"GET {ProbedServer.WithoutARow} names 0 rows"], routes.Where(route => route.Needs.Count != 1).Select(route => $"{route} names {route.Needs.Count} rows"));
        Snapshot.Match("routes.txt", string.Join('\n', routes.Where(route => !IsProbe(route) && route.Needs.Count == 1).Select(
            route => $"{route.Method,-6} {route.Pattern}  {route.Needs[0].For(route.Method)}")));
    }

    [Fact]
    public void Scopes_Each_OpenARoute()
    {
        // The guide says of these that they open nothing before there is a page or an address for them.
        IReadOnlyList<string> announced = [Scopes.SurveysRead, Scopes.FeedbackRead, Scopes.FeedbackWrite, Scopes.FrictionWrite, Scopes.RoadmapWrite];
        var opened = WalkedRoute.Of(probed.Server.Get<EndpointDataSource>()).Where(route => !IsProbe(route) && route.Needs.Count == 1)
            .Select(route => Matrix.Standard.RowOf(route.Needs[0].For(route.Method))?.Scope).ToHashSet();

        Assert.Equal([], Scopes.All.Except(announced).Except(opened.OfType<string>()));
    }

    [Fact]
    public async Task Routes_EachAsEverybody_AnswerAsTheRightsSay()
    {
        var routes = WalkedRoute.Of(probed.Server.Get<EndpointDataSource>());
        List<string> wrong = [];
        foreach (var route in routes.Where(route => route.Needs.Count == 1))
            wrong.AddRange(await WalkAsync(route));

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Matrix_EachFlippedCell_FailsTheWalk()
    {
        List<string> unnoticed = [];
        foreach (var row in Matrix.Standard.Rows)
        {
            Assert.Empty(await ProbeAsync(row.Permission));
            foreach (var role in Roles)
                foreach (var other in Enum.GetValues<Grant>().Where(grant => grant != row.Of(role) && (grant != Grant.ByKey || row.Scope is not null)))
                {
                    probed.Matrix = With(row with { Grants = [.. row.Grants.Select((grant, index) => index == (int)role ? other : grant)] });
                    if ((await ProbeAsync(row.Permission, role)).Count == 0)
                        unnoticed.Add($"{row.Permission} for {role} as {other}");
                }
            foreach (var other in Scopes.All.Append(null).Where(scope => scope != row.Scope))
            {
                probed.Matrix = With(row with { Scope = other });
                if ((await ProbeAsync(row.Permission, Role.Owner)).Count == 0)
                    unnoticed.Add($"{row.Permission} by the scope {other}");
            }
            probed.Matrix = Matrix.Standard;
        }

        Assert.Equal("", string.Join('\n', unnoticed));
    }

    [Fact]
    public async Task Matrix_EachFlippedCellOfGuests_FailsTheWalk()
    {
        await using var demonstration = await RunningServer.StartAsync(
            options => options with { GuestReadOnly = true, Configure = services => services.AddSingleton<Func<Matrix>>(() => probed.Matrix) }, before: ProbedServer.MapProbes);
        using var guest = new HttpClient { BaseAddress = demonstration.Address };
        async Task<bool> IsLetAsync(Permission permission) => await StatusAsync(guest, permission) == HttpStatusCode.OK;

        foreach (var row in Matrix.Standard.Rows)
        {
            Assert.Equal(RightsTable.Rights[row.Permission].Guest, await IsLetAsync(row.Permission));
            probed.Matrix = With(row with { Guests = !row.Guests });
            Assert.NotEqual(RightsTable.Rights[row.Permission].Guest, await IsLetAsync(row.Permission));
            probed.Matrix = Matrix.Standard;
        }

        static async Task<HttpStatusCode> StatusAsync(HttpClient client, Permission permission) =>
            (await client.GetAsync($"/api/v1/probe/{permission}", Stop)).StatusCode;
    }

    [Fact]
    public async Task Route_WithoutARow_IsRefusedToTheOwnerToo()
    {
        using var owner = await probed.Cast.BrowseAsync(Role.Owner);

        Assert.Equal(HttpStatusCode.Forbidden, (await owner.OpenAsync(ProbedServer.WithoutARow)).Status);
    }

    private static bool IsProbe(WalkedRoute route) => route.Pattern.StartsWith("/api/v1/probe/", StringComparison.Ordinal);

    private static Matrix With(MatrixRow changed) =>
        new(Matrix.Standard.Rows.Select(row => row.Permission == changed.Permission ? changed : row));

    private async Task<List<string>> WalkAsync(WalkedRoute route)
    {
        var needed = route.Needs[0].For(route.Method);
        List<string> wrong = [];
        async Task ExpectAsync(string who, Expected expected, string? cookie = null, string? key = null)
        {
            var (status, location, _) = await AskAsync(route.Method, route.Address, cookie, key, route.ContentType);
            if (Seen(status, location, route, cookie is not null) != expected)
                wrong.Add($"{route} as {who}: {(int)status} {location}, expected {expected}");
        }

        if (needed == Permission.Open)
        {
            await ExpectAsync("nobody", Expected.Let);
            return wrong;
        }
        var right = RightsTable.Rights[needed];
        await ExpectAsync("nobody", Expected.SignIn);
        foreach (var role in Roles)
            await ExpectAsync($"{role}", right.Lets(role) ? Expected.Let : Expected.Denied, await probed.Cast.CookieAsync(role));
        if (!route.IsForPrograms)
        {
            // Pages know cookies only.
            await ExpectAsync("key", Expected.SignIn, key: await probed.Cast.KeyAsync(null, Scopes.All));
            return wrong;
        }
        foreach (var role in Roles)
            await ExpectAsync(
                $"key of {role}", right.LetsKeyOf(role) ? Expected.Let : Expected.Denied, key: await probed.Cast.KeyAsync(role, Scopes.All));
        await ExpectAsync("key with the scope", right.Scope is null ? Expected.Denied : Expected.Let, key: await probed.Cast.KeyAsync(null, ScopesFor(right)));
        await ExpectAsync("key with all other scopes", Expected.Denied, key: await probed.Cast.KeyAsync(null, ScopesBut(right)));
        await ExpectAsync("expired key", Expected.SignIn, key: await probed.Cast.KeyAsync(null, Scopes.All, new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero)));
        await ExpectAsync("unknown key", Expected.SignIn, key: KeyText.Create());
        return wrong;
    }

    /// <summary>What the probe of a permission answers otherwise than expected, as one role or all.</summary>
    private async Task<List<string>> ProbeAsync(Permission permission, Role? only = null)
    {
        var right = RightsTable.Rights[permission];
        var address = $"/api/v1/probe/{permission}";
        List<string> wrong = [];
        foreach (var role in Roles.Where(role => only is null || role == only))
        {
            var (status, _, body) = await AskAsync("GET", address, await probed.Cast.CookieAsync(role), null);
            var reach = status == HttpStatusCode.OK ? JsonDocument.Parse(body).RootElement.GetProperty("reach").GetString()
                : right.Words[role] == "by key" ? nameof(Grant.ByKey) : nameof(Grant.No);
            if ((status == HttpStatusCode.OK) != right.Lets(role) || reach != ExpectedRight.ReachOf(right.Words[role]))
                wrong.Add($"{permission} as {role}: {(int)status}, {reach}");
            (status, _, _) = await AskAsync("GET", address, null, await probed.Cast.KeyAsync(role, Scopes.All));
            if ((status == HttpStatusCode.OK) != right.LetsKeyOf(role))
                wrong.Add($"{permission} as key of {role}: {(int)status}");
        }
        if ((await AskAsync("GET", address, null, await probed.Cast.KeyAsync(null, ScopesFor(right)))).Status == HttpStatusCode.OK != right.Scope is not null)
            wrong.Add($"{permission} by key with the scope");
        if ((await AskAsync("GET", address, null, await probed.Cast.KeyAsync(null, ScopesBut(right)))).Status == HttpStatusCode.OK)
            wrong.Add($"{permission} by key with all other scopes");
        return wrong;
    }

    private static IReadOnlyList<string> ScopesFor(ExpectedRight right) => right.Scope is { } scope ? [scope] : Scopes.All;

    // Who reads numbers reads their definitions.
    private static IReadOnlyList<string> ScopesBut(ExpectedRight right) =>
        [.. Scopes.All.Where(scope => scope != right.Scope && !(right.Scope == Scopes.DefinitionsRead && scope == Scopes.MetricsRead))];

    private async Task<(HttpStatusCode Status, string? Location, string Body)> AskAsync(
        string method, string address, string? cookie, string? key, string? contentType = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (cookie is not null)
            request.Headers.Add("Cookie", cookie);
        if (key is not null)
            request.Headers.Authorization = new("Bearer", key);
        if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = new ByteArrayContent([]);
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }
        using var response = await probed.Client.SendAsync(request, Stop);
        return (response.StatusCode, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync(Stop));
    }

    private static Expected? Seen(HttpStatusCode status, string? location, WalkedRoute route, bool byCookie) => (int)status switch
    {
        401 => route.IsForPrograms || route.Needs[0].Permission == Permission.Open ? Expected.SignIn : null,
        302 when location!.Contains("/sign-in?", StringComparison.Ordinal) => route.IsForPrograms ? null : Expected.SignIn,
        403 => Expected.Denied,
        >= 500 => null,
        // Whoever comes by cookie and is let through lacks the token of a form here.
        400 => Expected.Let,
        _ => byCookie && route.Method is not ("GET" or "HEAD") ? null : Expected.Let,
    };

    private enum Expected
    {
        SignIn,
        Denied,
        Let,
    }
}
