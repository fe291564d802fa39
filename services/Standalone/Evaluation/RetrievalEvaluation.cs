namespace Indexing.Standalone.Evaluation;

/// <summary>Mean average precision over the queries of a set, for the product's search and the two baselines.</summary>
internal sealed class RetrievalEvaluation
{
    private readonly List<EvaluationImage> _images;
    private double _search;
    private double _embedding;
    private double _transcription;

    /// <summary>Starts with no query.</summary>
    /// <param name="images">The images of the set.</param>
    /// <param name="threshold">Smallest score that the product shows by default.</param>
    public RetrievalEvaluation(IEnumerable<EvaluationImage> images, double threshold) =>
        (_images, Default) = ([.. images], new ThresholdCounts(threshold));

    /// <summary>What the product's default threshold finds.</summary>
    public ThresholdCounts Default { get; }

    /// <summary>Number of queries added.</summary>
    public int Queries { get; private set; }

    /// <summary>mAP of the product's search.</summary>
    public double Map => Mean(_search);

    /// <summary>mAP of the nearest neighbour alone.</summary>
    public double MapEmbeddingOnly => Mean(_embedding);

    /// <summary>mAP of reading the words and comparing by edit distance.</summary>
    public double MapTranscription => Mean(_transcription);

    /// <summary>Counts one query.</summary>
    /// <param name="query">The query and the images that answer it.</param>
    /// <param name="scores">Scores in the order of the images.</param>
    /// <returns>The query's ranking by the product's search, best first.</returns>
    public QueryRanking Add(EvaluationQuery query, RankingScores scores)
    {
        var answers = query.Relevant.ToHashSet(StringComparer.Ordinal);
        var relevant = _images.ConvertAll(image => answers.Contains(image.Image)).ToArray();
        var precision = AveragePrecision.Compute(scores.Search, relevant);
        _search += precision;
        _embedding += AveragePrecision.Compute(scores.Embedding, relevant);
        _transcription += AveragePrecision.Compute(scores.Transcription, relevant);
        Default.Add(scores.Search, relevant);
        Queries++;
        return new QueryRanking(query.Query, precision, [.. Rank(scores.Search, relevant)]);
    }

    private IEnumerable<RankedImage> Rank(double[] scores, bool[] relevant) => Enumerable.Range(0, _images.Count)
        .OrderByDescending(i => scores[i])
        .ThenBy(i => _images[i].Image, StringComparer.Ordinal)
        .Select(i => new RankedImage(_images[i].Image, double.IsFinite(scores[i]) ? scores[i] : null, relevant[i]));

    private double Mean(double sum) => Queries == 0 ? 0 : sum / Queries;
}
