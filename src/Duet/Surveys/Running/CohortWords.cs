using Duet.Engine.Surveys;

namespace Duet.Surveys.Running;

/// <summary>A group in the words that its people are told: "Checkout, Berlin".</summary>
internal static class CohortWords
{
    /// <returns>Empty for the group of everybody.</returns>
    public static string Of(IEnumerable<string> labels) => string.Join(", ", labels.Where(label => label != Freezing.Any && label.Length > 0));

    /// <summary>The same from the key that the ledger keeps.</summary>
    public static string OfKey(string leaf) => Of(leaf.Split(',').Select(part => part.Split('=', 2)).Where(part => part.Length == 2)
        .Select(part => part[1].Replace("%3D", "=").Replace("%2C", ",").Replace("%25", "%")));
}
