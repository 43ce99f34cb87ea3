namespace Duet.Engine.Surveys.Release;

/// <summary>
/// Can sums over a few people be worked out from sums over many? Somebody who knows a total for each released cell can
/// form every linear combination of them. A combination that holds only leaves with fewer than k answers together tells
/// about fewer than k people.
/// </summary>
/// <remarks>
/// Let M have a row for each cell and a column for each leaf. A combination within a set S of leaves exists exactly where
/// rank(M) > rank(M without S). Put the other way round: where the rows of a basis of M's null space that belong to S are
/// linearly dependent. Random vectors of the null space stand for the basis: as many as S has leaves keep, but for one chance in
/// 2^31, what is independent independent, and never make independent what is dependent. The field being finite could at worst lose
/// rank, and does so only where a determinant of M is a multiple of the prime; two primes have to agree that all is safe.
/// </remarks>
internal static class Reconstruction
{
    // Where more sets than this would have to be looked at, the answer is the careful one.
    private const int MostSets = 400_000;

    private static readonly Field[] Fields = [new(61), new(31)];

    /// <summary>True where no combination of the cells tells about 1 to k - 1 people.</summary>
    /// <param name="cells">Each the leaves it is made of, as indexes into <paramref name="answers"/>.</param>
    /// <param name="answers">Answers by leaf.</param>
    /// <param name="k">Fewest people a combination may tell about.</param>
    public static bool IsSafe(IReadOnlyList<int[]> cells, IReadOnlyList<int> answers, int k)
    {
        int[] columns = [.. Enumerable.Range(0, answers.Count).Where(leaf => answers[leaf] > 0)];
        // Smallest first: a set then only grows by leaves that fit.
        int[] small = [.. Enumerable.Range(0, columns.Length).Where(i => answers[columns[i]] < k).OrderBy(i => answers[columns[i]])];
        if (small.Length == 0 || cells.Count == 0)
            return true;
        var place = new int[answers.Count];
        Array.Fill(place, -1);
        for (var i = 0; i < columns.Length; i++)
            place[columns[i]] = i;
        foreach (var field in Fields)
        {
            var vectors = NullVectors(field, cells, place, columns.Length, k - 1);
            var search = new Search(field, vectors, small, [.. small.Select(i => answers[columns[i]])]);
            if (!search.AllIndependent(0, k - 1, []))
                return false;
        }
        return true;
    }

    /// <summary>For each leaf its entries in <paramref name="count"/> random vectors that all cells' sums leave undecided.</summary>
    private static ulong[][] NullVectors(Field field, IReadOnlyList<int[]> cells, int[] place, int width, int count)
    {
        var (rows, pivots) = Reduced(field, cells, place, width);
        var random = new Random(20_261_109);
        var vectors = new ulong[width][];
        for (var i = 0; i < width; i++)
            vectors[i] = new ulong[count];
        var isPivot = new bool[width];
        foreach (var pivot in pivots)
            isPivot[pivot] = true;
        for (var i = 0; i < width; i++)
            for (var v = 0; v < count && !isPivot[i]; v++)
                vectors[i][v] = field.Draw(random);
        for (var r = 0; r < rows.Count; r++)
            for (var i = 0; i < width; i++)
                if (!isPivot[i] && rows[r][i] != 0)
                    for (var v = 0; v < count; v++)
                        vectors[pivots[r]][v] = field.Subtract(vectors[pivots[r]][v], field.Multiply(rows[r][i], vectors[i][v]));
        return vectors;
    }

    /// <summary>Reduced row echelon form: each pivot is 1 and alone in its column.</summary>
    private static (List<ulong[]> Rows, List<int> Pivots) Reduced(Field field, IReadOnlyList<int[]> cells, int[] place, int width)
    {
        var (rows, pivots) = (new List<ulong[]>(), new List<int>());
        foreach (var cell in cells)
        {
            var row = new ulong[width];
            foreach (var leaf in cell)
                if (place[leaf] >= 0)
                    row[place[leaf]] = 1;
            for (var r = 0; r < rows.Count; r++)
                Eliminate(field, row, rows[r], pivots[r]);
            var pivot = Array.FindIndex(row, value => value != 0);
            if (pivot < 0)
                continue;
            var inverse = field.Invert(row[pivot]);
            for (var i = 0; i < width; i++)
                row[i] = field.Multiply(row[i], inverse);
            for (var r = 0; r < rows.Count; r++)
                Eliminate(field, rows[r], row, pivot);
            rows.Add(row);
            pivots.Add(pivot);
        }
        return (rows, pivots);
    }

    private static void Eliminate(Field field, ulong[] row, ulong[] by, int pivot)
    {
        var factor = row[pivot];
        for (var i = 0; factor != 0 && i < row.Length; i++)
            if (by[i] != 0)
                row[i] = field.Subtract(row[i], field.Multiply(factor, by[i]));
    }

    private sealed class Search(Field field, ulong[][] vectors, int[] small, int[] answers)
    {
        private int seen;

        /// <summary>Whether every set of leaves from <paramref name="from"/> on with at most <paramref name="left"/> answers is independent of the basis.</summary>
        public bool AllIndependent(int from, int left, List<(ulong[] Vector, int Pivot)> basis)
        {
            for (var i = from; i < small.Length && answers[i] <= left; i++)
            {
                if (++seen > MostSets)
                    return false;
                var vector = (ulong[])vectors[small[i]].Clone();
                foreach (var (other, at) in basis)
                {
                    // Without dividing: both are scaled, which changes nothing about what is dependent.
                    var (mine, theirs) = (vector[at], other[at]);
                    for (var v = 0; mine != 0 && v < vector.Length; v++)
                        vector[v] = field.Subtract(field.Multiply(vector[v], theirs), field.Multiply(other[v], mine));
                }
                var pivot = Array.FindIndex(vector, value => value != 0);
                if (pivot < 0)
                    return false;
                basis.Add((vector, pivot));
                var independent = AllIndependent(i + 1, left - answers[i], basis);
                basis.RemoveAt(basis.Count - 1);
                if (!independent)
                    return false;
            }
            return true;
        }
    }
}
