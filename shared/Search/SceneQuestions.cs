using System.Numerics.Tensors;
using Indexing.Contracts;
using Indexing.Vision.Sentences;

namespace Indexing.Search;

/// <summary>Which questions ask for what a picture shows, and with which vector. Safe for concurrent use.</summary>
internal sealed class SceneQuestions(SentenceModels models)
{
    /// <summary>Fewer words are no sentence; they may be the names of things.</summary>
    private const int ShortestSentence = 3;

    /// <summary>
    /// Share of a sentence's words that show something or hold it together: 99 % of Flickr8k's captions (dev) reach it, and of three, four
    /// and five words that follow each other in ICDAR 2015 and SVT 15, 8 and 14 % (tests/Evaluation/results/gallery.md).
    /// </summary>
    private const double SentenceShare = 0.6;

    /// <summary>The scene that a question asks for, or <see langword="null"/> when it is one for words only.</summary>
    /// <exception cref="InvalidQueryException">Nothing searchable remains, it is too long, or the pack does not know a word.</exception>
    /// <exception cref="SentencePackMissingException">The mode needs a sentence pack, or one with word vectors.</exception>
    public SceneQuestion? Of(SearchRequest request) => request.Mode switch
    {
        SearchMode.Sentence => AskSentence(WithoutMarks(request.Query)),
        SearchMode.Objects => AskObjects(WithoutMarks(request.Query)),
        SearchMode.Auto when models.Available => Guess(request),
        _ => null,
    };

    private SceneQuestion AskSentence(SceneText text)
    {
        try
        {
            return new SceneQuestion(SearchChannel.Sentence, text, models.Sentences.Encode(text.Sentence), Words: null);
        }
        catch (EmptySentenceException e)
        {
            throw new InvalidQueryException(e.Message);
        }
    }

    private SceneQuestion AskObjects(SceneText text)
    {
        var known = models.Words;
        if (text.Words.FirstOrDefault(word => known.IndexOf(word) < 0) is { } unknown)
        {
            var near = NearWords.Of(unknown, known.Words);
            var advice = near.Count > 0 ? $"Near ones: {string.Join(", ", near)}." : "Mode sentence takes any words.";
            throw new UnknownWordException($"'{unknown}' is no visual word of {models.Pack.Id}. {advice}");
        }

        return new SceneQuestion(SearchChannel.Objects, text, Sum(text, known), Words: null);
    }

    /// <summary>Mode auto: a sentence, or a few things. An OR leaves the question to the words, and so does the weight 0.</summary>
    private SceneQuestion? Guess(SearchRequest request)
    {
        var text = QueryParser.ParseScene(request.Query);
        if (text.HasAlternatives || ChannelOf(text) is not { } channel)
            return null;
        if (request.Fusion.Weights.TryGetValue(SearchChannelNames.Of(channel), out var weight) && weight == 0)
            return null;
        var words = text.Quoted ?? (text.Words.Count <= QueryParser.MaxWords ? QueryParser.Parse(request.Query) : null);
        try
        {
            var vector = channel == SearchChannel.Objects ? Sum(text, models.Words) : models.Sentences.Encode(text.Sentence);
            return new SceneQuestion(channel, text, vector, words);
        }
        catch (EmptySentenceException)
        {
            return null;
        }
    }

    private SearchChannel? ChannelOf(SceneText text)
    {
        // Of so many words nothing else can be made.
        if (text.Words.Count > QueryParser.MaxWords)
            return SearchChannel.Sentence;
        var isLong = text.Words.Count >= ShortestSentence;
        // Where the text tower has yet to make the vectors, a question would wait for all of them.
        if (models.Pack.Description.WordVectors?.Vectors is null)
            return isLong ? SearchChannel.Sentence : null;
        var visual = text.Words.Count(word => models.Words.IndexOf(word) >= 0);
        if (visual == 0)
            return null;
        if (!isLong)
            return visual == text.Words.Count ? SearchChannel.Objects : null;
        var holding = text.Words.Count(word => models.Words.IndexOf(word) < 0 && FunctionWords.Contains(word));
        return visual + holding >= SentenceShare * text.Words.Count ? SearchChannel.Sentence : null;
    }

    private static float[] Sum(SceneText text, WordVectors known)
    {
        var sum = new float[known.Dimension];
        foreach (var word in text.Words)
            TensorPrimitives.Add(sum, known.Vector(known.IndexOf(word)), sum);
        TensorPrimitives.Divide(sum, TensorPrimitives.Norm<float>(sum), sum);
        return sum;
    }

    /// <summary>Quotation marks mean nothing where no word is matched as written.</summary>
    private static SceneText WithoutMarks(string query)
    {
        var text = QueryParser.ParseScene(query.Replace('"', ' ').Replace('“', ' ').Replace('”', ' ').Replace('„', ' '));
        return text.Words.Count > 0 ? text : throw new InvalidQueryException($"The query '{query}' has no word.");
    }
}
