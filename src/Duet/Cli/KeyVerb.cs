using System.CommandLine;
using System.Globalization;
using Duet.Access;

namespace Duet.Cli;

/// <summary><c>duet key</c>: keys that programs send; works beside a running server.</summary>
internal static class KeyVerb
{
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var records = CommonOptions.Records();
        var format = CommonOptions.Format();
        var name = new Argument<string>("NAME") { Description = "What the key is for, such as 'ci'" };

        var add = new Command("add", "Make a key and print it, once") { name, data, records, format };
        add.SetAction(async (result, cancellationToken) =>
        {
            var keys = await OpenAsync(result.GetValue(data)!, result.GetValue(records), cancellationToken);
            await AddAsync(keys, result.GetValue(name)!, result.GetValue(format), result.InvocationConfiguration, cancellationToken);
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
            if (!await keys.RevokeAsync(result.GetValue(name)!, cancellationToken))
                throw new VerbException(
                    ExitCodes.NotFound, $"There is no key named '{result.GetValue(name)}'.", "'duet key list' shows those there are.");
            return ExitCodes.Ok;
        });

        return new Command("key", "Keys that programs send to the API") { add, list, revoke };
    }

    private static async Task AddAsync(
        Keys keys, string name, OutputFormat format, InvocationConfiguration to, CancellationToken cancellationToken)
    {
        var answer = await keys.AddAsync(name, cancellationToken);
        if (answer.Text is not { } text)
            throw answer.Refusal is KeyRefusal.NameTaken
                ? new VerbException(ExitCodes.BadInput, $"There is a key named '{name}' already.", $"Choose another name, or 'duet key revoke {name}' first.")
                : new VerbException(ExitCodes.BadInput, $"'{name}' cannot name a key.", $"Use letters, digits, blanks, dots, hyphens: {ApiKey.LongestName} at most, a letter or digit first.");
        if (format is OutputFormat.Json)
        {
            Printer.PrintJson(to.Output, new { name, key = text });
            return;
        }
        await to.Output.WriteLineAsync(text);
        await to.Error.WriteLineAsync("Keep it now: it is not shown again. Send it as 'Authorization: Bearer <key>'.");
    }

    private static async Task ListAsync(Keys keys, OutputFormat format, TextWriter output, CancellationToken cancellationToken)
    {
        var known = await keys.ListAsync(cancellationToken);
        if (format is OutputFormat.Json)
            Printer.PrintJson(output, new { keys = known.Select(key => new { key.Name, key.Prefix, key.CreatedAt, key.LastUsedOn }) });
        else
            Printer.PrintTable(output, ["Name", "Starts with", "Made", "Last used"], known.Select(key => (IReadOnlyList<string>)
            [
                key.Name,
                key.Prefix,
                key.CreatedAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                key.LastUsedOn?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "never",
            ]));
    }

    private static async Task<Keys> OpenAsync(string data, string? records, CancellationToken cancellationToken) =>
        new(await CommonOptions.OpenRecordsAsync(data, records, cancellationToken), TimeProvider.System);
}
