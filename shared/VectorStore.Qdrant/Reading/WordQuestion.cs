using Indexing.VectorStore.Qdrant.Rest;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>A question for words, whatever it compares.</summary>
/// <param name="Tenant">Only words of this tenant.</param>
/// <param name="Filter">Only words of these images.</param>
/// <param name="Limit">How many words at most.</param>
/// <param name="Ask">The request for the best so many words.</param>
/// <param name="Similarity">What the port calls the server's score.</param>
internal sealed record WordQuestion(
    string Tenant, ImageFilter Filter, int Limit, Func<int, Call> Ask, Func<float, float> Similarity)
{
    /// <summary>Words carry whole microseconds; within one, the record decides.</summary>
    public bool IsWithinTimes(ImageRecord image) =>
        !(image.UpdatedAt < Filter.UpdatedFrom) && !(image.UpdatedAt >= Filter.UpdatedBefore);
}
