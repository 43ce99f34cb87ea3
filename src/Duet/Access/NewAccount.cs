namespace Duet.Access;

/// <summary>What the first owner enters.</summary>
internal sealed record NewAccount(string Mail, string Name, string Password)
{
    /// <summary>Names of the texts that say what has to be changed; empty where all is well.</summary>
    public IReadOnlyList<string> Problems() =>
    [
        .. IsName(Name) ? Array.Empty<string>() : ["BadName"],
        .. Mails.IsPossible(Mail) ? Array.Empty<string>() : ["BadMail"],
        .. IsPassword(Password) ? Array.Empty<string>() : ["BadPassword"],
    ];

    public static bool IsName(string name) => name.Trim().Length is > 0 and <= Account.LongestName && !name.Any(char.IsControl);

    public static bool IsPassword(string password) => password.Length is >= Accounts.ShortestPassword and <= Accounts.LongestPassword;
}
