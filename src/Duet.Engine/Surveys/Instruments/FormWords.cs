namespace Duet.Engine.Surveys.Instruments;

/// <summary>The few words a form needs besides its items; an instrument in a language that has none here brings its own.</summary>
internal static class FormWords
{
    public static readonly IReadOnlyDictionary<string, string> English = Words(
        "Send", "I do not know", "This may be quoted, without my name",
        "Anonymous: we do not hold the link between you and your answers. They cannot be exported or erased per person.",
        "Confidential: we hold the link between you and your answers, and hide it.");

    private static readonly Dictionary<string, IReadOnlyDictionary<string, string>> Known = new(StringComparer.Ordinal)
    {
        ["en"] = English,
        ["de"] = Words(
            "Absenden", "Weiß ich nicht", "Das darf ohne meinen Namen zitiert werden",
            "Anonym: Wir haben die Verbindung zwischen Ihnen und Ihren Antworten nicht. Sie können nicht für eine Person ausgegeben oder gelöscht werden.",
            "Vertraulich: Wir haben die Verbindung zwischen Ihnen und Ihren Antworten und verbergen sie."),
        ["fr"] = Words(
            "Envoyer", "Je ne sais pas", "Ceci peut être cité, sans mon nom",
            "Anonyme : nous ne détenons pas le lien entre vous et vos réponses. Elles ne peuvent être ni exportées ni effacées pour une personne.",
            "Confidentiel : nous détenons le lien entre vous et vos réponses, et nous le cachons."),
        ["es"] = Words(
            "Enviar", "No lo sé", "Esto se puede citar, sin mi nombre",
            "Anónimo: no tenemos el vínculo entre usted y sus respuestas. No se pueden exportar ni borrar para una persona.",
            "Confidencial: tenemos el vínculo entre usted y sus respuestas, y lo ocultamos."),
    };

    /// <summary>The words of a language ("de" for "de-AT" as well); null where it has none here.</summary>
    public static IReadOnlyDictionary<string, string>? Of(string language) => Known.GetValueOrDefault(language.Split('-')[0]);

    private static Dictionary<string, string> Words(string send, string dontKnow, string quote, string anonymous, string confidential) => new(StringComparer.Ordinal)
    {
        ["send"] = send,
        ["dont_know"] = dontKnow,
        ["quote"] = quote,
        ["anonymous"] = anonymous,
        ["confidential"] = confidential,
    };
}
