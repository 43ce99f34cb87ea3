using System.Runtime.InteropServices;

namespace Duet.Engine.Voices;

/// <summary>
/// Finds texts that say nearly the same: cosine of TF-IDF vectors, term weight (1 + ln tf) * ln(1 + N / df)
/// (Manning, Raghavan and Schuetze 2008, section 6.2 and 6.3). Words of the title count twice.
/// Kept up to date text by text; not for use by several threads at once.
/// </summary>
public sealed class VoiceIndex
{
    // Only the words that tell most are looked up; what the rest adds to the nearest is found when these are compared exactly.
    private const int WordsAsked = 24;
    private const int Compared = 64;

    private readonly Dictionary<string, int> words = new(StringComparer.Ordinal);
    private readonly List<List<Posting>> postings = [];

    // Texts lie in places from 0 on, so that scores of a question are an array and not looked up.
    private readonly Dictionary<int, int> places = [];
    private readonly List<(int Id, Posting[] Terms)> texts = [];
    private readonly Stack<int> free = [];
    private readonly List<int> touched = [];
    private double[] scores = [];

    /// <summary>How many texts it holds.</summary>
    public int Count => places.Count;

    /// <summary>Adds a text, or puts it in the place of the former one of that number.</summary>
    /// <param name="id">The caller's number of the text.</param>
    /// <param name="title">What it is called; may be empty.</param>
    /// <param name="body">The rest; may be empty.</param>
    public void Put(int id, string title, string body)
    {
        Remove(id);
        var terms = Terms(title, body, isNew: true);
        if (!free.TryPop(out var place))
        {
            place = texts.Count;
            texts.Add(default);
        }
        (texts[place], places[id]) = ((id, terms), place);
        foreach (var term in terms)
            postings[term.Other].Add(term with { Other = place });
    }

    /// <summary>Takes a text out; nothing happens where there is none of that number.</summary>
    public void Remove(int id)
    {
        if (!places.Remove(id, out var place))
            return;
        foreach (var term in texts[place].Terms)
        {
            var list = postings[term.Other];
            var at = list.FindIndex(posting => posting.Other == place);
            // The order of postings says nothing: the last one fills the gap.
            list[at] = list[^1];
            list.RemoveAt(list.Count - 1);
        }
        texts[place] = default;
        free.Push(place);
    }

    /// <summary>The texts likest to one that it holds, itself left out; empty for an unknown number.</summary>
    /// <param name="id">The text.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="least">Likeness in [0, 1] from which on they count.</param>
    /// <returns>Number and likeness in (0, 1], the likest first, equal ones by number.</returns>
    public IReadOnlyList<(int Id, double Likeness)> LikeText(int id, int most, double least) =>
        places.TryGetValue(id, out var place) ? Like(texts[place].Terms, place, most, least) : [];

    /// <summary>The texts likest to one that it does not hold.</summary>
    /// <inheritdoc cref="LikeText"/>
    public IReadOnlyList<(int Id, double Likeness)> Like(string title, string body, int most, double least) =>
        Like(Terms(title, body, isNew: false), null, most, least);

    private IReadOnlyList<(int Id, double Likeness)> Like(Posting[] terms, int? self, int most, double least)
    {
        var asked = terms.ToDictionary(term => term.Other, Weight);
        var length = Math.Sqrt(asked.Values.Sum(weight => weight * weight));
        return
        [
            .. Nearest(asked, self).Select(place => (texts[place].Id, Likeness: Cosine(asked, length, texts[place].Terms)))
                .Where(found => found.Likeness >= least)
                .OrderByDescending(found => found.Likeness).ThenBy(found => found.Id).Take(most),
        ];
    }

    // The places of the texts that share most with what is asked, by its most telling words alone.
    private List<int> Nearest(Dictionary<int, double> asked, int? self)
    {
        if (scores.Length < texts.Count)
            scores = new double[texts.Capacity];
        foreach (var (word, weight) in asked.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Take(WordsAsked))
        {
            var factor = weight * Idf(word);
            foreach (var posting in CollectionsMarshal.AsSpan(postings[word]))
            {
                ref var score = ref scores[posting.Other];
                if (score == 0)
                    touched.Add(posting.Other);
                score += factor * Grown(posting.Times);
            }
        }
        // The worst of those kept goes first; of equal ones the higher number.
        PriorityQueue<int, (double Rank, int Id)> nearest = new(Compared + 1);
        foreach (var place in touched)
        {
            var rank = (scores[place] / Math.Sqrt(texts[place].Terms.Length), -texts[place].Id);
            scores[place] = 0;
            if (place == self)
                continue;
            if (nearest.Count < Compared)
                nearest.Enqueue(place, rank);
            else
                nearest.EnqueueDequeue(place, rank);
        }
        touched.Clear();
        return [.. nearest.UnorderedItems.Select(item => item.Element)];
    }

    private double Cosine(Dictionary<int, double> asked, double length, Posting[] terms)
    {
        var (product, squares) = (0.0, 0.0);
        foreach (var term in terms)
        {
            var weight = Weight(term);
            squares += weight * weight;
            product += weight * asked.GetValueOrDefault(term.Other);
        }
        return product == 0 ? 0 : Math.Min(1, product / (length * Math.Sqrt(squares)));
    }

    private double Weight(Posting term) => Grown(term.Times) * Idf(term.Other);

    // Most words stand once in a text, or twice as those of titles do.
    private static double Grown(int times) => times switch
    {
        1 => 1,
        2 => OfTwo,
        _ => 1 + Math.Log(times),
    };

    private static readonly double OfTwo = 1 + Math.Log(2);

    private double Idf(int word) => Math.Log(1 + (double)Math.Max(1, places.Count) / Math.Max(1, postings[word].Count));

    // Words that no text has say nothing about which of them is near.
    private Posting[] Terms(string title, string body, bool isNew)
    {
        Dictionary<int, int> times = [];
        foreach (var (text, count) in new[] { (title, 2), (body, 1) })
            foreach (var word in VoiceWords.Of(text))
                if ((isNew ? NumberOf(word) : Known(word)) is { } number)
                    times[number] = times.GetValueOrDefault(number) + count;
        return [.. times.Select(pair => new Posting(pair.Key, pair.Value))];
    }

    private int? Known(string word) => words.TryGetValue(word, out var known) ? known : null;

    private int NumberOf(string word)
    {
        if (words.TryGetValue(word, out var known))
            return known;
        postings.Add([]);
        return words[word] = postings.Count - 1;
    }

    /// <param name="Other">In a text the number of the word, in a word the place of the text.</param>
    /// <param name="Times">How often the word stands there.</param>
    private readonly record struct Posting(int Other, int Times);
}
