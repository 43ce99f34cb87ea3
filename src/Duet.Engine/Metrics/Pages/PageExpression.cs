using Duet.Engine.Facts;
using Duet.Engine.Metrics.Language;

namespace Duet.Engine.Metrics.Pages;

/// <summary>Parses and checks an expression of a page; problems become notes with the place in the page.</summary>
internal static class PageExpression
{
    public static Expression? Parse(PageText text, PageNotes notes)
    {
        var (tree, problem) = ExpressionParser.Parse(text.Value);
        Note(text, problem, notes);
        return tree;
    }

    public static Expression? Condition(PageText text, FactTable table, PageNotes notes)
    {
        if (Parse(text, notes) is not { } tree)
            return null;
        var problem = TypeChecker.Expect(ExpressionType.Flag, tree, table);
        Note(text, problem, notes);
        return problem is null ? tree : null;
    }

    /// <summary>An expression that gives a number or a duration.</summary>
    public static (Expression Tree, ExpressionType Type)? Amount(PageText text, FactTable table, PageNotes notes)
    {
        if (Parse(text, notes) is not { } tree)
            return null;
        var (type, problem) = TypeChecker.Check(tree, table);
        if (type is { } other and not (ExpressionType.Number or ExpressionType.Duration))
            problem = new ExpressionProblem(tree.At, $"expected a number or a duration, but this is {TypeChecker.Say(other)}");
        Note(text, problem, notes);
        return problem is null ? (tree, type!.Value) : null;
    }

    /// <summary>The column of <c>distinct(column)</c>, or of a bare column name; null, without a note, for anything else.</summary>
    public static FactColumn? Counted(Expression tree, FactTable table, bool bare) => tree switch
    {
        Call { Function: "distinct", Arguments: [ColumnName name] } => CountableColumn(name, table),
        ColumnName name when bare => CountableColumn(name, table),
        _ => null,
    };

    public static void Note(PageText text, ExpressionProblem? problem, PageNotes notes)
    {
        if (problem is not null)
            notes.Error(text.PlaceOf(problem.At), problem.Message);
    }

    private static FactColumn? CountableColumn(ColumnName name, FactTable table) =>
        table.Find(name.Name) is { IsSubject: true } or { IsDimension: true } ? table.Find(name.Name) : null;
}
