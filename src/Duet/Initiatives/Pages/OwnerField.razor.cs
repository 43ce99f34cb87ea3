using Duet.Teams;
using Microsoft.AspNetCore.Components;

namespace Duet.Initiatives.Pages;

/// <summary>The person who answers for something, typed with offers.</summary>
public sealed partial class OwnerField
{
    [Parameter, EditorRequired]
    public string Name { get; set; } = "";

    [Parameter]
    public string? Value { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<string> Offers { get; set; } = [];

    /// <summary>Nobody for an empty field.</summary>
    internal static async Task<(int? Owner, Refused? Refused)> FindAsync(PersonSearch people, string? typed, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return (null, null);
        var (id, refused) = await people.FindAsync(typed, cancellationToken);
        return (refused is null ? id : null, refused);
    }
}
