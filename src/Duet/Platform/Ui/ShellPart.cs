namespace Duet.Platform.Ui;

/// <summary>A component that a module adds to the shell of every page; registered as a service.</summary>
internal sealed record ShellPart(ShellSlot Slot, Type Component);

internal enum ShellSlot
{
    /// <summary>Above the content.</summary>
    Notice,

    /// <summary>The foot of the side navigation.</summary>
    Foot,
}
