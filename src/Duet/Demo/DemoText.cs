namespace Duet.Demo;

/// <summary>Marks the texts of the demonstration.</summary>
internal sealed class DemoText;
