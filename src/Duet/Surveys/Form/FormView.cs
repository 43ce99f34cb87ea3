using Duet.Engine.Surveys;
using Duet.Surveys.Records;

namespace Duet.Surveys.Form;

/// <summary>One page of the public form.</summary>
public sealed record FormView
{
    public required FormKind Kind { get; init; }

    /// <summary>Where the form is sent; without a language and a code.</summary>
    public required string Path { get; init; }
    public string Title { get; init; } = "Duet";

    /// <summary>Anonymous, or confidential.</summary>
    public bool IsAnonymous { get; init; }

    /// <summary>People that a group needs before anything is told of it.</summary>
    public int K { get; init; }

    /// <summary>Answers count in groups that were fixed before asking.</summary>
    public bool HasGroups { get; init; }

    /// <summary>What a pulse asks after; null for others.</summary>
    internal PulseTrigger? Trigger { get; init; }

    /// <summary>Open to whoever has the address: there are no codes.</summary>
    public bool IsOpenToAll { get; init; }

    /// <summary>Scores of a sheet are kept together until the results are out.</summary>
    public bool IsJoint { get; init; }
    public DateOnly ClosesOn { get; init; }

    /// <summary>In the reader's language.</summary>
    public Instrument? Instrument { get; init; }

    /// <summary>Those of the set that the ticket is asked.</summary>
    public IReadOnlyList<InstrumentItem> Items { get; init; } = [];
    public string Code { get; init; } = "";

    /// <summary>The group that the answers will count in; empty for none.</summary>
    public string Group { get; init; } = "";

    /// <summary>What was filled in so far.</summary>
    public IReadOnlyDictionary<string, string> Sent { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<AnswerCheck> Problems { get; init; } = [];

    /// <summary>A text may say who wrote it: the reader is asked once whether it is to stay.</summary>
    public bool NamesSomebody { get; init; }

    /// <summary>A demonstration, which takes nothing.</summary>
    public bool IsDemonstration { get; init; }

    public int Status => Kind switch
    {
        FormKind.Sheet when Problems.Count > 0 || NamesSomebody => StatusCodes.Status422UnprocessableEntity,
        FormKind.Unknown => StatusCodes.Status404NotFound,
        FormKind.Over => StatusCodes.Status410Gone,
        FormKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        FormKind.NoForm => StatusCodes.Status415UnsupportedMediaType,
        FormKind.Busy => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status200OK,
    };

    /// <summary>Of what the instrument says.</summary>
    public string Language => Instrument?.Language ?? FormLanguages.Fallback;

    /// <summary>Of the form's own words, where they are not in the language of the form; null where they are.</summary>
    public string? OtherWords => FormLanguages.WordsOf(Language) is var words && words == Language.Split('-')[0] ? null : words;

    /// <summary>A text field of the form as it was sent.</summary>
    public string SentOf(string field) => Sent.GetValueOrDefault(field, "");
}

public enum FormKind
{
    /// <summary>Asks for the code.</summary>
    Code,
    Sheet,
    Done,

    /// <summary>Used, unknown, expired, or the survey is not there: the same page.</summary>
    Unknown,
    Over,
    TooLarge,
    NoForm,
    Busy,
}
