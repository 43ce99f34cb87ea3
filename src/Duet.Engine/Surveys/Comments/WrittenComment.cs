namespace Duet.Engine.Surveys.Comments;

/// <summary>What somebody wrote under an item of a wave; nobody knows who.</summary>
/// <param name="Key">The random id of its row.</param>
/// <param name="MayQuote">The writer ticked that it may be quoted.</param>
public sealed record WrittenComment(string Key, string Item, string Text, bool MayQuote);
