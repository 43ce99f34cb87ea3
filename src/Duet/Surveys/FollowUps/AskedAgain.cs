using Duet.Engine.Surveys;
using Duet.Surveys.Records;

namespace Duet.Surveys.FollowUps;

/// <summary>The question whether an action helped, which the next wave puts besides the instrument's own items.</summary>
internal static class AskedAgain
{
    public const string Topic = "asked again";

    private const string Prefix = "helped_";

    private static readonly IReadOnlyList<string> Answers = ["Made it worse", "No difference", "Helped a little", "Helped a lot"];

    /// <summary>The instrument with an item for each follow-up that has an action, before its last text. Scores stay what they are.</summary>
    public static Instrument With(Instrument instrument, IEnumerable<FollowUp> followUps)
    {
        // A score is a sum over the instrument's own items: nothing is added to those.
        if (instrument.Scoring is not null)
            return instrument;
        var asked = followUps.Where(followUp => followUp.Action is not null).OrderBy(followUp => followUp.Id).Select(Item).ToList();
        var own = instrument.Items.Where(item => item.Kind != ItemKind.Text);
        return asked.Count == 0 ? instrument : instrument with { Items = [.. own, .. asked, .. instrument.Items.Where(item => item.Kind == ItemKind.Text)] };
    }

    public static string KeyOf(FollowUp followUp) => $"{Prefix}{followUp.Id}";

    private static InstrumentItem Item(FollowUp followUp) =>
        new(KeyOf(followUp), ItemKind.Scale, Topic, $"Since the wave before: {followUp.Action!.TrimEnd('.')}. Has it helped?", Answers, false, true, null, null, null)
        {
            Favourable = [3, 4],
        };
}
