namespace Duet.Access;

/// <summary>What the first owner enters.</summary>
internal sealed record NewAccount(string Mail, string Name, string Password)
{
    /// <summary>Names of the texts that say what has to be changed; empty where all is well.</summary>
    public IReadOnlyList<string> Problems()
    {
        List<string> problems = [];
        if (Name.Trim().Length is 0 or > Account.LongestName)
            problems.Add("BadName");
        if (Mail.Trim() is not { Length: <= Account.LongestMail } mail || mail.IndexOf('@') is < 1 || mail.EndsWith('@') || mail.Any(char.IsWhiteSpace))
            problems.Add("BadMail");
        if (Password.Length is < Accounts.ShortestPassword or > Accounts.LongestPassword)
            problems.Add("BadPassword");
        return problems;
    }
}
