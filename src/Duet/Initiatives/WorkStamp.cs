using System.Security.Cryptography;
using System.Text;
using Duet.Initiatives.Records;

namespace Duet.Initiatives;

/// <summary>Short words that change with a row, so that nobody overwrites what they did not see.</summary>
internal static class WorkStamp
{
    public static string Of(Initiative row) => Of(
        row.Name, row.Code, row.Description, row.OwnerPersonId, row.TeamId, row.ProductId, row.State, row.IsPublic, row.PublicTitle, row.Slot);

    public static string Of(Feature row) => Of(row.Name, row.ProductId, row.OwnerPersonId, row.TeamId, row.InitiativeId, row.State, row.Description);

    public static string Of(Tool row) => Of(row.Name, row.OwnerPersonId, row.TeamId, row.State, row.Url, row.Service);

    private static string Of(params IEnumerable<object?> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts.Select(part => part ?? "\0")))))[..16];
}
