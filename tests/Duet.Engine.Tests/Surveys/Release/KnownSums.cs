using System.Numerics;

namespace Duet.Engine.Tests.Surveys.Release;

/// <summary>A system of equations: for each cell the sum over its unknowns. Answers that always occur together are one unknown.</summary>
internal sealed class KnownSums
{
    private readonly bool[][] cells;

    public KnownSums(IReadOnlyList<IReadOnlyCollection<int>> sums)
    {
        var places = new Dictionary<int, List<int>>();
        for (var cell = 0; cell < sums.Count; cell++)
        {
            foreach (var answer in sums[cell])
            {
                if (!places.TryGetValue(answer, out var list))
                    places[answer] = list = [];
                list.Add(cell);
            }
        }
        var unknowns = places.GroupBy(pair => string.Join(',', pair.Value)).ToList();
        People = [.. unknowns.Select(unknown => unknown.Count())];
        cells = [.. sums.Select(_ => new bool[unknowns.Count])];
        for (var unknown = 0; unknown < unknowns.Count; unknown++)
            foreach (var cell in unknowns[unknown].First().Value)
                cells[cell][unknown] = true;
        Projection = Project();
    }

    /// <summary>By unknown the answers it stands for.</summary>
    public IReadOnlyList<int> People { get; }

    /// <summary>Onto the space of everything that follows from the sums.</summary>
    public double[,] Projection { get; }

    /// <summary>The fewest people by whom one cell goes beyond another, or beyond nothing, if fewer than k; 0 otherwise.</summary>
    public int SmallestDifference(int k)
    {
        var smallest = k;
        foreach (var first in cells)
        {
            foreach (var second in cells.Append(new bool[People.Count]))
            {
                var beyond = 0;
                for (var unknown = 0; unknown < first.Length; unknown++)
                    beyond += first[unknown] && !second[unknown] ? People[unknown] : 0;
                if (beyond > 0)
                    smallest = Math.Min(smallest, beyond);
            }
        }
        return smallest == k ? 0 : smallest;
    }

    /// <summary>Rank over the rationals, by Bareiss's elimination, with some unknowns left out.</summary>
    public int Rank(IReadOnlyCollection<int> without)
    {
        var rows = cells.Select(cell => cell.Where((_, unknown) => !without.Contains(unknown)).Select(holds => holds ? BigInteger.One : 0).ToArray()).ToList();
        var (rank, divisor) = (0, BigInteger.One);
        for (var column = 0; rows.Count > 0 && column < rows[0].Length && rank < rows.Count; column++)
        {
            var pivot = rows.FindIndex(rank, row => !row[column].IsZero);
            if (pivot < 0)
                continue;
            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            for (var r = rank + 1; r < rows.Count; r++)
            {
                var factor = rows[r][column];
                for (var c = column; c < rows[r].Length; c++)
                    rows[r][c] = (rows[r][c] * rows[rank][column] - rows[rank][c] * factor) / divisor;
            }
            divisor = rows[rank][column];
            rank++;
        }
        return rank;
    }

    // By Gram and Schmidt, each row made orthogonal twice for the sake of the digits.
    private double[,] Project()
    {
        var basis = new List<double[]>();
        foreach (var cell in cells)
        {
            var row = Array.ConvertAll(cell, holds => holds ? 1.0 : 0);
            foreach (var other in basis.Concat(basis).ToList())
            {
                var along = row.Zip(other, (a, b) => a * b).Sum();
                for (var i = 0; i < row.Length; i++)
                    row[i] -= along * other[i];
            }
            var length = Math.Sqrt(row.Sum(value => value * value));
            if (length > 1e-7)
                basis.Add(Array.ConvertAll(row, value => value / length));
        }
        var projection = new double[People.Count, People.Count];
        foreach (var row in basis)
            for (var i = 0; i < row.Length; i++)
                for (var j = 0; j < row.Length; j++)
                    projection[i, j] += row[i] * row[j];
        return projection;
    }
}
