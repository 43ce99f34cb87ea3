namespace Duet.Access;

/// <summary>Where accounts are looked at and changed.</summary>
internal static class AccountsPaths
{
    public const string Own = "/account";
    public const string Page = "/settings/accounts";
    public const string SignInSettings = "/settings/sign-in";

    public static string Of(Guid account) => $"{Page}/{account}";

    /// <summary>The form that invites a person of the directory.</summary>
    public static string Invite(int person) => $"{Page}?person={person}#invite";
}
