namespace Duet.Feedback.Portal;

/// <summary>The texts of the pages for people outside.</summary>
internal sealed class PortalText;
