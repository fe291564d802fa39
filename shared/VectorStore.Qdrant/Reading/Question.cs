using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>A question for words or scenes, whatever it compares.</summary>
/// <param name="From">Where.</param>
/// <param name="Tenant">Only those of this tenant.</param>
/// <param name="Filter">Only those of these images.</param>
/// <param name="Limit">How many at most.</param>
/// <param name="Ask">The request for the best so many.</param>
/// <param name="Similarity">What the port calls the server's score.</param>
internal sealed record Question(
    CollectionPair From, string Tenant, ImageFilter Filter, int Limit, Func<int, Call> Ask, Func<float, float> Similarity)
{
    /// <summary>Points carry whole microseconds; within one, the record decides.</summary>
    public bool IsWithinTimes(ImageRecord image) =>
        !(image.UpdatedAt < Filter.UpdatedFrom) && !(image.UpdatedAt >= Filter.UpdatedBefore);
}
