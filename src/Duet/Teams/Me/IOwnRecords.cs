namespace Duet.Teams.Me;

/// <summary>What another module holds about somebody, told to themselves. Asked for the caller only.</summary>
internal interface IOwnRecords
{
    /// <param name="person">Who the caller is in the directory; null where their account is linked to nobody.</param>
    /// <param name="account">Their account; null for none.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    Task<IReadOnlyList<OwnHolding>> OfAsync(int? person, Guid? account, CancellationToken cancellationToken);
}

/// <summary>Something that is held about the person who asks, in words.</summary>
/// <param name="What">What it is one of: listed together.</param>
/// <param name="On">The day that is kept with it.</param>
/// <param name="Text">What is kept.</param>
internal sealed record OwnHolding(string What, DateOnly? On, string Text);
