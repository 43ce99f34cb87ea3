using Microsoft.AspNetCore.Components.Endpoints;

namespace Duet.Access;

/// <summary>
/// Names the row of the matrix that a page or an endpoint stands under. Every route has exactly one;
/// a page whose forms change something may name another row for sending them.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
internal sealed class NeedsAttribute(Permission permission, Permission posting) : Attribute
{
    public NeedsAttribute(Permission permission)
        : this(permission, permission)
    {
    }

    public Permission Permission { get; } = permission;

    /// <summary>What sending a form to the page needs.</summary>
    public Permission Posting { get; } = posting;

    public Permission For(string method) => HttpMethods.IsPost(method) ? Posting : Permission;
}

internal static class NeedsConventions
{
    public static TBuilder Needs<TBuilder>(this TBuilder endpoint, Permission permission) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new NeedsAttribute(permission));

    /// <summary>Gives a row to a page that cannot name it itself, and to what the framework adds to pages.</summary>
    public static RazorComponentsEndpointConventionBuilder NeedsOf<TPage>(
        this RazorComponentsEndpointConventionBuilder pages, Permission permission)
    {
        pages.Add(page =>
        {
            var component = page.Metadata.OfType<ComponentTypeMetadata>().FirstOrDefault();
            if (component is null || component.Type == typeof(TPage))
                page.Metadata.Add(new NeedsAttribute(permission));
        });
        return pages;
    }
}
