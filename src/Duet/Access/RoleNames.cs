using System.Text.Json;

namespace Duet.Access;

/// <summary>Roles as people type them: <c>owner</c>, <c>product_ops</c>; case and dashes do not matter.</summary>
internal static class RoleNames
{
    public static string All { get; } = string.Join(", ", Enum.GetValues<Role>().Select(Of));

    public static string Of(Role role) => JsonNamingPolicy.SnakeCaseLower.ConvertName(role.ToString());

    public static bool TryRead(string text, out Role role)
    {
        var name = text.Trim().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal)
            .Replace(" ", "", StringComparison.Ordinal);
        // A number would be taken for a role too.
        return Enum.TryParse(name, ignoreCase: true, out role) && name.All(char.IsLetter);
    }
}
