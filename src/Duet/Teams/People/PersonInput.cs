using System.Net.Mail;
using Duet.Teams.Records;

namespace Duet.Teams.People;

/// <summary>A person as a form, a file or a program gives them.</summary>
/// <param name="Name">As colleagues write it.</param>
/// <param name="Mail">The address at work; identities with it are the person's without asking. Null where it is not known.</param>
/// <param name="ExternalId">What a directory calls the person; null where none does.</param>
internal sealed record PersonInput(string? Name, string? Mail = null, string? ExternalId = null)
{
    private const int LongestExternalId = 200;

    /// <summary>The same, as it is stored: trimmed, the address in lower case, nothing empty.</summary>
    public PersonInput Clean() => new(Names.Clean(Name), Filled(Mail)?.ToLowerInvariant(), Filled(ExternalId));

    /// <summary>Null where the cleaned input is good.</summary>
    public Refused? Check() =>
        Names.Check(Name!, Person.LongestName)
        ?? (Mail is { } mail && (mail.Length > Person.LongestMail || !MailAddress.TryCreate(mail, out var address) || address.Address != mail) ? new Refused("bad-mail", mail) : null)
        ?? (ExternalId is { } id && (id.Length > LongestExternalId || id.Any(char.IsControl)) ? new Refused("bad-external-id", LongestExternalId) : null);

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
