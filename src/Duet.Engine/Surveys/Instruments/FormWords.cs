namespace Duet.Engine.Surveys.Instruments;

/// <summary>The few words a form needs besides its items, which a translated instrument has to bring.</summary>
internal static class FormWords
{
    public static readonly IReadOnlyDictionary<string, string> English = new Dictionary<string, string>
    {
        ["send"] = "Send",
        ["dont_know"] = "I do not know",
        ["quote"] = "This may be quoted, without my name",
        ["anonymous"] = "Anonymous: we do not hold the link between you and your answers. They cannot be exported or erased per person.",
        ["confidential"] = "Confidential: we hold the link between you and your answers, and hide it.",
    };
}
