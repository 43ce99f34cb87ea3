namespace Duet.Platform.Journal;

/// <summary>
/// A fact that is written only where its key is not there yet. Together with patches that set what an event knows, it lets the
/// events of one thing come in any order: <c>[new Ensured(row), patch]</c>.
/// </summary>
internal sealed record Ensured(object Fact);
