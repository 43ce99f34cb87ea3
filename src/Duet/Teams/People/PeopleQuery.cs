namespace Duet.Teams.People;

/// <summary>Which people are listed.</summary>
/// <param name="Words">All of them must be in the name; or one in the address, where addresses may be seen.</param>
/// <param name="Team">Only who is in the team today; null for all.</param>
/// <param name="WithGone">Those who left, too.</param>
/// <param name="Skip">So many are passed over.</param>
/// <param name="Size">So many are answered at most.</param>
internal sealed record PeopleQuery(string Words = "", int? Team = null, bool WithGone = false, int Skip = 0, int Size = PeopleQuery.PageSize)
{
    public const int PageSize = 50;
}
