using System.Text;

namespace Duet.Engine.Surveys.Instruments;

/// <summary>Everything about an instrument that must not change within a series, as one text.</summary>
internal static class Wording
{
    public static string Of(Instrument instrument)
    {
        var text = new StringBuilder();
        text.Append(instrument.Key).Append(" v").Append(instrument.Version).Append(instrument.Scoring is null ? "\n" : $" {instrument.Scoring}\n");
        foreach (var item in instrument.Items)
        {
            text.Append("  ").Append(item.Key).Append(' ').Append(item.Kind).Append(item.Reverse ? " reversed" : "").Append(item.Step > 1 ? $" step {item.Step}" : "");
            text.Append(item.Favourable.Count > 0 ? $" favourable {string.Join(',', item.Favourable)}" : "").Append(": ").Append(item.Text).Append('\n');
            if (item.Answers.Count > 0)
                text.Append("    ").AppendJoin(" | ", item.Answers).Append('\n');
            if (item.Rows.Count > 0)
                text.Append("    rows: ").AppendJoin(" | ", item.Rows).Append('\n');
        }
        return text.ToString();
    }
}
