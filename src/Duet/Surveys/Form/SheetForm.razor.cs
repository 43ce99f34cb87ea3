using System.Globalization;
using Duet.Engine.Surveys;
using Microsoft.AspNetCore.Components;

namespace Duet.Surveys.Form;

/// <summary>The questions, after the promise.</summary>
public sealed partial class SheetForm
{
    [Parameter, EditorRequired]
    public FormView View { get; set; } = null!;

    private Instrument Instrument => View.Instrument!;

    // In the order of the instrument: a topic that comes up again later has another heading there.
    private IEnumerable<IGrouping<string, InstrumentItem>> Topics
    {
        get
        {
            List<(int Part, InstrumentItem Item)> parts = [];
            foreach (var item in View.Items)
                parts.Add((parts.Count == 0 ? 0 : parts[^1].Item.Topic == item.Topic ? parts[^1].Part : parts[^1].Part + 1, item));
            return parts.GroupBy(part => part.Part).SelectMany(part => part.Select(each => each.Item).GroupBy(item => Capitalised(item.Topic)));
        }
    }

    // A field of a question that has several is named by the question and a number.
    private InstrumentItem ItemOf(AnswerCheck problem) =>
        View.Items.First(item => item.Key == problem.Item || problem.Item.StartsWith(item.Key + ".", StringComparison.Ordinal));

    private string Day(DateOnly day) => day.ToString(Text["Day"], FormLanguages.CultureOf(View.Language));

    // How a language calls itself.
    private static string NameOf(string language)
    {
        try
        {
            return CultureInfo.GetCultureInfo(language).NativeName;
        }
        catch (CultureNotFoundException)
        {
            return language;
        }
    }

    private static string Capitalised(string topic) => topic.Length == 0 ? topic : char.ToUpperInvariant(topic[0]) + topic[1..];
}
