using Indexing.Contracts;
using Indexing.VectorStore;

namespace Indexing.Search;

/// <summary>Makes one list of the lists of several channels.</summary>
internal static class RankFusion
{
    /// <summary>
    /// All pictures, best first: by the sum over the channels of weight / (k + rank), or of weight * score; equal sums by the score in the
    /// first channel that found it, then by id, so that answers repeat.
    /// </summary>
    /// <param name="answers">The channels, the leading one first.</param>
    /// <param name="options">The rule.</param>
    public static IReadOnlyList<FusedImage> Fuse(IReadOnlyList<ChannelAnswer> answers, FusionOptions options)
    {
        var found = new Dictionary<ImageKey, Entry>();
        foreach (var answer in answers)
        {
            var name = SearchChannelNames.Of(answer.Channel);
            var weight = options.Weights.GetValueOrDefault(name, answer.Weight);
            foreach (var (index, match) in answer.Images.Index())
            {
                if (!found.TryGetValue(match.Image, out var entry))
                    found.Add(match.Image, entry = new Entry(match.Image));
                var share = options.Method == FusionMethod.Rrf ? weight / (options.K + index + 1) : weight * match.Score;
                entry.Add(match, new ChannelRank { Channel = name, Rank = index + 1, Score = match.Score, Weight = weight }, share);
            }
        }

        return
        [
            .. found.Values.Select(static entry => entry.ToFused())
                .OrderByDescending(static image => image.FusedScore)
                .ThenByDescending(static image => image.Matches[0].Score)
                .ThenBy(static image => image.Image.ImageId, StringComparer.Ordinal),
        ];
    }

    private sealed class Entry(ImageKey image)
    {
        private readonly List<MatchedImage> _matches = [];
        private readonly List<ChannelRank> _ranks = [];
        private double _sum;

        public void Add(MatchedImage match, ChannelRank rank, double share)
        {
            _matches.Add(match);
            _ranks.Add(rank);
            _sum += share;
        }

        public FusedImage ToFused() => new(image, _sum, _matches, _ranks);
    }
}
