namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>
/// Guesses of what each person said, favourable or not. The reader takes the share of the smallest cell the person is in, which is
/// what a published share is for; the attacker combines all cells.
/// </summary>
/// <param name="Reader">Right guesses of the reader.</param>
/// <param name="Attacker">Right guesses of the attacker.</param>
/// <param name="People">About so many people.</param>
internal sealed record Guessing(int Reader, int Attacker, int People)
{
    /// <summary>How much more often the attacker is right.</summary>
    public double Advantage => (double)(Attacker - Reader) / People;

    public static Guessing operator +(Guessing one, Guessing other) => new(one.Reader + other.Reader, one.Attacker + other.Attacker, one.People + other.People);

    /// <param name="cells">People, and the share that is published of them.</param>
    /// <param name="isFavourable">The truth.</param>
    public static Guessing Of(IReadOnlyList<(IReadOnlyCollection<int> People, double Share)> cells, Func<int, bool> isFavourable)
    {
        var blocks = cells.SelectMany((cell, i) => cell.People.Select(person => (person, i))).GroupBy(pair => pair.person, pair => pair.i)
            .GroupBy(person => string.Join(',', person), person => (Person: person.Key, Cells: person.ToList())).Select(block => block.ToList()).ToList();
        var members = cells.Select((_, i) => Enumerable.Range(0, blocks.Count).Where(block => blocks[block][0].Cells.Contains(i)).ToArray()).ToArray();
        var shares = Combined(cells, members, [.. blocks.Select(block => block.Count)]);
        var guessing = new Guessing(0, 0, 0);
        for (var block = 0; block < blocks.Count; block++)
        {
            var smallest = blocks[block][0].Cells.MinBy(cell => cells[cell].People.Count);
            var truly = blocks[block].Count(member => isFavourable(member.Person));
            int Right(double share) => share > 0.5 ? truly : blocks[block].Count - truly;
            guessing += new Guessing(Right(cells[smallest].Share), Right(shares[block]), blocks[block].Count);
        }
        return guessing;
    }

    // Kaczmarz: each sum in turn is made to hold, no share below 0 or above 1, until nothing moves.
    private static double[] Combined(IReadOnlyList<(IReadOnlyCollection<int> People, double Share)> cells, int[][] members, int[] people)
    {
        var shares = new double[people.Length];
        Array.Fill(shares, cells.MaxBy(cell => cell.People.Count).Share);
        for (var round = 0; round < 300; round++)
        {
            for (var cell = 0; cell < cells.Count; cell++)
            {
                var missing = cells[cell].Share - members[cell].Sum(block => people[block] * shares[block]) / cells[cell].People.Count;
                var weight = members[cell].Sum(block => (double)people[block] * people[block]) / cells[cell].People.Count;
                foreach (var block in members[cell])
                    shares[block] = Math.Clamp(shares[block] + missing * people[block] / weight, 0, 1);
            }
        }
        return shares;
    }
}
