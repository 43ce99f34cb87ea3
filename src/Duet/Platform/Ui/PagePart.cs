namespace Duet.Platform.Ui;

/// <summary>
/// A component that a module adds to a page of another one; registered as a service. It is given the parameters <c>Id</c> (int) and
/// <c>Name</c> (string) of what the page is about.
/// </summary>
internal sealed record PagePart(PageSlot Slot, Type Component);

public enum PageSlot
{
    Team,
    Overview,
    Initiative,
    Feature,
    Tool,
    Product,
    Me,

    /// <summary>About everything: <c>Id</c> is 0.</summary>
    Loop,

    /// <summary>Beside a voice in the inbox.</summary>
    Voice,
}
