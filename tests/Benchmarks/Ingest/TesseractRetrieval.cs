using Indexing.Search;
using Indexing.Standalone.Evaluation;

namespace Indexing.Benchmarks.Ingest;

/// <summary>What a user would pick instead: Tesseract reads every picture, the query is compared with its words by edit distance.</summary>
internal sealed class TesseractRetrieval(EvaluationSet set)
{
    private readonly List<string[]> _words = [];

    /// <summary>CPU seconds of all pictures read so far.</summary>
    public double CpuSeconds { get; private set; }

    /// <summary>Pictures read so far.</summary>
    public int Pictures => _words.Count;

    /// <summary>Reads one picture with sparse-text segmentation on one thread.</summary>
    public void Read(string picture)
    {
        var run = ChildProcess.Run("tesseract", [picture, "-", "--psm", "11"], ("OMP_THREAD_LIMIT", "1"));
        CpuSeconds += run.CpuSeconds;
        _words.Add([.. run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(ProtocolText.Normalize).Where(word => word.Length > 0)]);
    }

    /// <summary>Mean average precision over the set's queries; a picture without words ranks below all.</summary>
    public double MeanAveragePrecision()
    {
        double sum = 0;
        foreach (var query in set.Queries)
        {
            var text = ProtocolText.Normalize(query.Query);
            var scores = _words.ConvertAll(words => words.Select(word => EditSimilarity.Compute(text, word))
                .DefaultIfEmpty(double.NegativeInfinity).Max()).ToArray();
            var relevant = set.Images.Select(image => query.Relevant.Contains(image.Image)).ToArray();
            sum += AveragePrecision.Compute(scores, relevant);
        }

        return sum / set.Queries.Count;
    }
}
