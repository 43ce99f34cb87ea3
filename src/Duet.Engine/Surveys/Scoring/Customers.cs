using Duet.Engine.Statistics;

namespace Duet.Engine.Surveys.Scoring;

/// <summary>What the usual customer questions count as favourable, on a tally of their own scale.</summary>
public static class Customers
{
    /// <summary>The share of "very disappointed" from which a product is said to have found its market (Ellis).</summary>
    public const double ProductMarketFit = 0.4;

    /// <summary>Satisfied: 4 and 5 of 1 to 5.</summary>
    public static long Satisfied(AnswerTally answers) => On(answers, 1, 5).Between(4, 5);

    /// <summary>Customer effort 2.0: agreement of 5 to 7 of 1 to 7 that it was easy. Its mean is reported beside it.</summary>
    public static long FoundItEasy(AnswerTally answers) => On(answers, 1, 7).Between(5, 7);

    /// <summary>Would be very disappointed without the product: 3 of 1 (not) to 3 (very). "No longer use it" is no answer.</summary>
    public static long VeryDisappointed(AnswerTally answers) => On(answers, 1, 3)[3];

    /// <summary>Net promoter score of 0 to 10, of customers or of employees; null without answers.</summary>
    public static NpsScore? Promoters(AnswerTally answers) =>
        Nps.Score(On(answers, 0, 10).Between(9, 10), answers.Between(7, 8), answers.Between(0, 6));

    private static AnswerTally On(AnswerTally answers, int min, int max) => (answers.Min, answers.Max) == (min, max)
        ? answers
        : throw new ArgumentException($"This counts answers of {min} to {max}.", nameof(answers));
}
