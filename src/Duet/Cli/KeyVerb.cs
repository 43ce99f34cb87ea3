using System.CommandLine;
using System.Globalization;
using Duet.Access;

namespace Duet.Cli;

/// <summary><c>duet key</c>: keys that programs send; works beside a running server.</summary>
internal static class KeyVerb
{
    private const string DayFormat = "yyyy-MM-dd";

    public static Command Create()
    {
        var data = CommonOptions.Data();
        var records = CommonOptions.Records();
        var format = CommonOptions.Format();
        var name = new Argument<string>("NAME") { Description = "What the key is for, such as 'ci'" };

        var scopes = new Option<string[]>("--scope")
        {
            Description = $"What the key opens: {string.Join(", ", Scopes.All)}; may be repeated; {string.Join(", ", Scopes.Default)} if none is given",
            HelpName = "SCOPE",
        };
        var expires = new Option<string?>("--expires")
        {
            Description = "The last day of the key, or how many days it is good, such as 2027-06-30 or 90d; for ever if not given",
            HelpName = "DATE|Nd",
        };

        var add = new Command("add", "Make a key and print it, once") { name, scopes, expires, data, records, format };
        add.SetAction(async (result, cancellationToken) =>
        {
            var request = new KeyRequest(result.GetValue(name)!, result.GetValue(scopes) ?? [], Expiry(result.GetValue(expires)));
            var keys = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            await AddAsync(keys, request, result.GetValue(format), result.InvocationConfiguration, cancellationToken);
            return ExitCodes.Ok;
        });

        var list = new Command("list", "List keys by name; their texts are never kept") { data, records, format };
        list.SetAction(async (result, cancellationToken) =>
        {
            var keys = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            await ListAsync(keys, result.GetValue(format), result.InvocationConfiguration.Output, cancellationToken);
            return ExitCodes.Ok;
        });

        var revoke = new Command("revoke", "End a key at once") { name, data, records };
        revoke.SetAction(async (result, cancellationToken) =>
        {
            var keys = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            if (!await keys.RevokeAsync(result.GetValue(name)!, Caller.Host, cancellationToken))
                throw new VerbException(
                    ExitCodes.NotFound, $"There is no key named '{result.GetValue(name)}'.", "'duet key list' shows those there are.");
            return ExitCodes.Ok;
        });

        return new Command("key", "Keys that programs send to the API") { add, list, revoke };
    }

    private static async Task AddAsync(
        Keys keys, KeyRequest request, OutputFormat format, InvocationConfiguration to, CancellationToken cancellationToken)
    {
        var answer = await keys.AddAsync(request, Caller.Host, cancellationToken);
        if (answer.Text is not { } text)
            throw Refusal(answer.Refusal!.Value, request.Name);
        if (format is OutputFormat.Json)
        {
            Printer.PrintJson(to.Output, new { request.Name, key = text });
            return;
        }
        await to.Output.WriteLineAsync(text);
        await to.Error.WriteLineAsync("Keep it now: it is not shown again. Send it as 'Authorization: Bearer <key>'.");
    }

    private static VerbException Refusal(KeyRefusal refusal, string name) => refusal switch
    {
        KeyRefusal.NameTaken => new VerbException(
            ExitCodes.BadInput, $"There is a key named '{name}' already.", $"Choose another name, or 'duet key revoke {name}' first."),
        KeyRefusal.BadScope => new VerbException(
            ExitCodes.BadInput, "There is no such scope.", $"There are {string.Join(", ", Scopes.All)}."),
        KeyRefusal.BadExpiry => new VerbException(ExitCodes.BadInput, "The key would have ended already.", "Choose a day to come."),
        _ => new VerbException(
            ExitCodes.BadInput, $"'{name}' cannot name a key.",
            $"Use letters, digits, blanks, dots, hyphens: {ApiKey.LongestName} at most, a letter or digit first."),
    };

    private static async Task ListAsync(Keys keys, OutputFormat format, TextWriter output, CancellationToken cancellationToken)
    {
        var known = await keys.ListAsync(Caller.Host, cancellationToken);
        if (format is OutputFormat.Json)
            Printer.PrintJson(output, new
            {
                keys = known.Select(key => new { key.Name, key.Prefix, Scopes = key.HeldScopes, key.CreatedAt, key.ExpiresAt, key.LastUsedOn }),
            });
        else
            Printer.PrintTable(output, ["Name", "Starts with", "Opens", "Made", "Ends", "Last used"], known.Select(key => (IReadOnlyList<string>)
            [
                key.Name,
                key.Prefix,
                string.Join(' ', key.HeldScopes),
                Day(key.CreatedAt),
                key.ExpiresAt is { } end ? Day(end.AddTicks(-1)) : "never",
                key.LastUsedOn?.ToString(DayFormat, CultureInfo.InvariantCulture) ?? "never",
            ]));
    }

    private static DateTimeOffset? Expiry(string? text) => text is null ? null
        : KeyExpiry.Read(text, TimeProvider.System.GetUtcNow())
            ?? throw new VerbException(ExitCodes.Usage, $"--expires {text} is neither a day nor a number of days.", "Write 2027-06-30 or 90d.");

    private static string Day(DateTimeOffset at) => at.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static async Task<Keys> OpenAsync(string data, string? records, CancellationToken cancellationToken)
    {
        var store = await CommonOptions.OpenRecordsAsync(data, records, cancellationToken);
        return new Keys(store, store.Changes, CommonOptions.AuditOf(store, data), () => Matrix.Standard, TimeProvider.System);
    }
}
