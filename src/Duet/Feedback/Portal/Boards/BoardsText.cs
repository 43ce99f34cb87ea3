namespace Duet.Feedback.Portal.Boards;

/// <summary>The texts about boards and what waits to be shown on them.</summary>
internal sealed class BoardsText;
