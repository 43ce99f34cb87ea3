using Duet.Teams.Imports.Csv;
using Duet.Teams.Imports.Plans;
using Duet.Teams.Records;

namespace Duet.Teams.Imports.DevLake;

/// <summary>
/// Reads what a team takes with it from DevLake. Its ids become external ids (<c>devlake:7</c>), so that files may come one by
/// one and again. DevLake keeps no dates and no order of importance: the first team of a person counts as theirs.
/// </summary>
internal sealed class DevLakeReader(ImportNotes notes, Checked values)
{
    private const string Start = "devlake:";

    private readonly Dictionary<string, DevLakePerson> people = [];
    private readonly Dictionary<string, PlannedTeam> teams = [];
    private readonly Dictionary<string, string> mails = [];
    private readonly Dictionary<string, (string? Login, string? Mail, Spot Spot)> accounts = [];
    private readonly List<(string Account, string User, Spot Spot)> owners = [];
    private readonly DevLakeProjects projects = new(notes, values);

    /// <exception cref="UnreadableException">A file cannot be read to its end.</exception>
    public OrganisationPlan Read(IReadOnlyList<ImportFile> files)
    {
        foreach (var file in files)
        {
            var table = DevLakeTable.Of(file);
            foreach (var line in CsvTable.Open(file, table.Columns).Lines())
                Take(table, line);
        }
        LinkAccounts();
        return new OrganisationPlan
        {
            Teams = [.. teams.Values],
            People = [.. people.Values.Select(person => person.Plan())],
            Products = projects.Products,
            Services = projects.Services,
        };
    }

    private void Take(DevLakeTable table, CsvLine line)
    {
        if (table == DevLakeTable.Users)
            TakeUser(line);
        else if (table == DevLakeTable.Teams)
            TakeTeam(line);
        else if (table == DevLakeTable.TeamUsers)
            TakeTeamUser(line);
        else if (table == DevLakeTable.Accounts)
            TakeAccount(line);
        else if (table == DevLakeTable.UserAccounts)
            TakeOwner(line["accountid"], line["userid"], line.Spot);
        else
            projects.Take(line);
    }

    private void TakeUser(CsvLine line)
    {
        if (line["id"] is not { } id)
        {
            notes.Problem(line.At("Id"), "no-id");
            return;
        }
        var person = Person(id, line.Spot);
        if (person.IsNamed)
        {
            notes.Problem(line.At("Id"), "same-id", id);
            return;
        }
        person.Name = values.PersonName(line["name"], line.At("Name"));
        person.Mail = Mail(line["email"], id, line.At("Email"));
        if (person.Name is null && person.Mail is null)
            notes.Problem(line.At("Name"), "no-name");
        foreach (var team in (line["teamids"] ?? "").Split([';', ','], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            person.Join(Ref(team), line.At("TeamIds"));
    }

    private void TakeTeam(CsvLine line)
    {
        if (line["id"] is not { } id)
            notes.Problem(line.At("Id"), "no-id");
        else if (teams.ContainsKey(id))
            notes.Problem(line.At("Id"), "same-id", id);
        else if (values.Name(line["name"] ?? line["alias"], Team.LongestName, line.At("Name")) is { } name)
            teams[id] = new PlannedTeam
            {
                Name = name,
                ExternalId = Start + id,
                // DevLake writes 0 for no parent.
                Parent = line["parentid"] is { } parent and not "0" ? Ref(parent) : null,
                Spot = line.Spot,
            };
        else if (line["name"] is null)
            notes.Problem(line.At("Name"), "no-name");
    }

    private void TakeTeamUser(CsvLine line)
    {
        if (line["userid"] is { } user && line["teamid"] is { } team)
            Person(user, line.Spot).Join(Ref(team), line.At("team_id"));
        else
            notes.Problem(line.Spot, "no-id");
    }

    private void TakeAccount(CsvLine line)
    {
        if (line["id"] is not { } id)
        {
            notes.Problem(line.At("Id"), "no-id");
            return;
        }
        var mail = line["email"]?.ToLowerInvariant();
        accounts[id] = (line["username"], mail is not null && Checked.IsMail(mail) ? mail : null, line.Spot);
        if (line["userid"] is { } user)
            TakeOwner(id, user, line.Spot);
    }

    private void TakeOwner(string? account, string? user, Spot spot)
    {
        if (account is null || user is null)
            notes.Problem(spot, "no-id");
        else
            owners.Add((account, user, spot));
    }

    // Accounts may stand before the people they belong to, and in another file.
    private void LinkAccounts()
    {
        foreach (var (account, user, spot) in owners)
        {
            var known = accounts.GetValueOrDefault(account);
            var person = Person(user, spot);
            var identity = DevLakeAccount.IdentityOf(account, known.Login);
            if (identity is { } found)
                person.Identities.Add(new PlannedIdentity(found.Realm, found.Key, spot));
            if (known.Mail is { } mail && mail != person.Mail)
                person.Identities.Add(new PlannedIdentity("mail", mail, spot));
            if (identity is null && known.Mail is null)
                notes.Remark(spot, "account-unknown", Checked.Shown(account));
        }
    }

    private string? Mail(string? text, string id, Spot spot)
    {
        if (text is null)
            return null;
        var mail = text.ToLowerInvariant();
        if (!Checked.IsMail(mail))
            notes.Remark(spot, "mail-left", Checked.Shown(text));
        else if (mails.TryAdd(mail, id))
            return mail;
        else
            notes.Remark(spot, "mail-taken", mails[mail]);
        return null;
    }

    private DevLakePerson Person(string id, Spot spot) =>
        people.TryGetValue(id, out var known) ? known : people[id] = new DevLakePerson(Start + id, spot);

    private TeamRef Ref(string id) => new(Start + id, teams.GetValueOrDefault(id)?.Name);
}
