using System.Runtime.CompilerServices;
using Duet.Engine.Facts;
using Duet.Engine.Facts.DuckDb;

namespace Duet.Engine.Tests.Facts;

public sealed class FactSchemaTests
{
    [Xunit.Fact]
    public void Find_KnownFact_TellsColumnsInOrderOfDeclaration()
    {
        var review = FactSchema.Find("review")!;

        Assert.Equal(
            ["repo", "key", "change", "reviewer", "requested_at", "submitted_at", "verdict", "comments"],
            review.Columns.Select(c => c.Name));
        Assert.Equal(["repo", "key"], review.Key.Select(c => c.Name));
        Assert.Equal("reviewer", review.Subject!.Name);
    }

    [Xunit.Fact]
    public void Find_UnknownFact_IsNull() => Assert.Null(FactSchema.Find("Change"));

    [Theory]
    [InlineData("change", "title", ColumnType.Text, false)]
    [InlineData("change", "merged_at", ColumnType.Time, true)]
    [InlineData("change", "files", ColumnType.Integer, true)]
    [InlineData("change", "confidence", ColumnType.Number, false)]
    [InlineData("change", "is_revert", ColumnType.Flag, false)]
    [InlineData("change", "author", ColumnType.Alias, false)]
    [InlineData("commit", "change", ColumnType.Reference, true)]
    [InlineData("review", "change", ColumnType.Reference, true)]
    [InlineData("file_change", "commit", ColumnType.Reference, false)]
    [InlineData("run", "branch", ColumnType.Text, true)]
    public void Find_Column_TellsTypeAndNullability(string fact, string column, ColumnType type, bool isNullable)
    {
        var found = FactSchema.Find(fact)!.Find(column)!;

        Assert.Equal(type, found.Type);
        Assert.Equal(isNullable, found.IsNullable);
    }

    [Xunit.Fact]
    public void Find_EnumColumn_TellsItsWords() =>
        Assert.Equal(["approved", "changes_requested", "commented", "dismissed"], FactSchema.Find("review")!.Find("verdict")!.EnumValues);

    [Xunit.Fact]
    public void Find_Dimensions_TellWhetherTheyNameAWhole()
    {
        var change = FactSchema.Find("change")!;

        Assert.True(change.Find("repo") is { IsDimension: true, DimensionIsWhole: true, IsListed: true, IsIdentifying: false });
        Assert.True(change.Find("service") is { IsDimension: true, DimensionIsWhole: false, IsListed: false });
        Assert.True(change.Find("title") is { IsDimension: false, IsIdentifying: true });
    }

    [Xunit.Fact]
    public void Tables_EveryReference_LeadsToAnEarlierFactOrItself()
    {
        var seen = new HashSet<string>();
        foreach (var table in FactSchema.Tables)
        {
            seen.Add(table.Name);
            Assert.All(table.Columns.Where(c => c.Type == ColumnType.Reference), c => Assert.Contains(c.References!, seen));
        }
    }

    [Xunit.Fact]
    public void Tables_AsCreated_AreThoseOfTheSnapshot()
    {
        // After a change that is meant: run with UPDATE_SNAPSHOTS=1, and see Migration for what older files need.
        var schema = string.Concat(FactSchema.Tables.Select(Lines));
        var snapshot = Path.Combine(Path.GetDirectoryName(Here())!, "schema.txt");
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(snapshot, schema);

        Assert.Equal(File.ReadAllText(snapshot), schema, ignoreLineEndingDifferences: true);

        static string Lines(FactTable table) => ColumnSql.Create(table)
            .Replace(" (", "\n    ", StringComparison.Ordinal)
            .Replace(", ", "\n    ", StringComparison.Ordinal)
            .TrimEnd(')') + "\n";

        static string Here([CallerFilePath] string path = "") => path;
    }
}
