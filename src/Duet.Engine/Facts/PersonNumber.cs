namespace Duet.Engine.Facts;

/// <summary>
/// What the facts call a person that the records know. An identity that no one has linked is a person of its own, with the
/// number of its alias, so the two kinds of number must never meet.
/// </summary>
public static class PersonNumber
{
    /// <summary>Aliases stay below: a store that holds a thousand million identities does not exist.</summary>
    public const int First = 1_000_000_000;

    /// <param name="personId">The id of the record, from 0 to 1,147,483,647.</param>
    public static int Of(int personId)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(personId);
        return checked(First + personId);
    }
}
