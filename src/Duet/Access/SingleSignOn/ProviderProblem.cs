using System.Text.Json;

namespace Duet.Access.SingleSignOn;

/// <summary>Why a sign-in through the identity provider came to nothing.</summary>
internal enum ProviderProblem
{
    /// <summary>The provider does not answer.</summary>
    Down,

    /// <summary>What came back is not to be believed: state, signature, issuer, audience, nonce or times are wrong.</summary>
    Failed,

    /// <summary>The person did not consent.</summary>
    Cancelled,

    /// <summary>Newcomers are not let in.</summary>
    NotInvited,
    Disabled,

    /// <summary>The provider tells no mail address, which an account needs.</summary>
    NoMail,

    /// <summary>The provider says that the mail address is not known to be the person's.</summary>
    Unverified,

    /// <summary>Another account has the mail address: only its holder can connect it.</summary>
    MailTaken,

    /// <summary>The link has been used, has expired or was revoked.</summary>
    LinkUsed,

    /// <summary>The identity is another account's than the one that the link is for.</summary>
    IdentityTaken,
}

internal static class ProviderProblems
{
    public const string Page = "/sign-in/problem";

    public static string Path(this ProviderProblem problem) => $"{Page}/{problem.Word()}";

    public static string Word(this ProviderProblem problem) => JsonNamingPolicy.KebabCaseLower.ConvertName(problem.ToString());

    public static ProviderProblem? Find(string word) =>
        Enum.GetValues<ProviderProblem>().Where(problem => problem.Word() == word).Cast<ProviderProblem?>().FirstOrDefault();

    public static int Status(this ProviderProblem problem) => problem switch
    {
        ProviderProblem.Down => StatusCodes.Status503ServiceUnavailable,
        ProviderProblem.Failed or ProviderProblem.Cancelled => StatusCodes.Status400BadRequest,
        ProviderProblem.MailTaken or ProviderProblem.IdentityTaken => StatusCodes.Status409Conflict,
        ProviderProblem.LinkUsed => StatusCodes.Status404NotFound,
        _ => StatusCodes.Status403Forbidden,
    };
}
