using System.Globalization;
using Duet.Engine.Surveys;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Form;

/// <summary>One question with its answers. Questions that hang on another one are shown by the style sheet alone.</summary>
public sealed partial class Question
{
    /// <summary>Conditions that the style sheet has a rule for; further ones are always shown, and ignored where they do not hold.</summary>
    private const int MostConditions = 12;

    [Parameter, EditorRequired]
    public InstrumentItem Item { get; set; } = null!;

    [Parameter, EditorRequired]
    public FormView View { get; set; } = null!;

    private IReadOnlyList<InstrumentItem> Conditional => [.. View.Items.Where(item => item.When is not null).Take(MostConditions)];

    /// <summary>The number of this question's condition; null where it is always asked.</summary>
    private string? Condition => Conditional.ToList().FindIndex(item => item.Key == Item.Key) is >= 0 and var at ? Number(at + 1) : null;

    private IEnumerable<(int Value, string Answer)> Choices => Item.Kind == ItemKind.ZeroToTen
        ? Enumerable.Range(0, 11).Select(value => (value, Number(value)))
        : Item.Answers.Select((answer, at) => (at + 1, answer));

    private bool IsOneOfSeveral => Item.Kind is ItemKind.Scale or ItemKind.Single or ItemKind.ZeroToTen;

    private bool HasProblem => View.Problems.Any(problem => problem.Item == Item.Key || problem.Item.StartsWith(Item.Key + ".", StringComparison.Ordinal));

    // What was no number is asked for again.
    private string? NumberOf(string field) => int.TryParse(View.SentOf(field), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Number(number) : null;

    /// <summary>The conditions that this answer meets.</summary>
    private string? Opens(string field, int value)
    {
        var met = Conditional.Select((item, at) => (item.When, Number: at + 1))
            .Where(pair => pair.When!.Item == field && pair.When.Values.Contains(value)).Select(pair => Number(pair.Number)).ToList();
        return met.Count == 0 ? null : string.Join(' ', met);
    }

    private RenderFragment Radio(string field, int value, string answer) => builder =>
    {
        builder.OpenElement(0, "label");
        builder.OpenElement(1, "input");
        builder.AddAttribute(2, "type", "radio");
        builder.AddAttribute(3, "name", field);
        builder.AddAttribute(4, "value", Number(value));
        builder.AddAttribute(5, "checked", View.SentOf(field) == Number(value));
        builder.AddAttribute(6, "data-opens", Opens(field, value));
        builder.CloseElement();
        builder.OpenElement(7, "span");
        builder.AddContent(8, answer);
        builder.CloseElement();
        builder.CloseElement();
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
