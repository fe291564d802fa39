using System.Text.Json.Serialization.Metadata;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>Puts the port's questions into the server's words.</summary>
internal sealed class Questions(string consistency, double oversampling, int searchWidth)
{
    private static readonly PayloadSelector HitFields = new(["key", .. WordReader.WordFields]);
    private static readonly PayloadSelector SceneFields = new(["key", "image", "version", "write", "status"]);

    /// <summary>The server's sums may exceed the range of a cosine by a rounding.</summary>
    public Question Of(CollectionPair from, WordSearch search)
    {
        Filter filter = FilterOf(search.Tenant, search.Filter, "updated");
        Call Ask(int limit) =>
            Nearest(from.Words, search.Vector, CollectionSchema.VectorOf(search.Space), filter, limit, HitFields);
        return new Question(from, search.Tenant, search.Filter, search.Limit, Ask, static score => Math.Clamp(score, -1f, 1f));
    }

    public Question Of(CollectionPair from, SceneSearch search)
    {
        Filter filter = FilterOf(search.Tenant, search.Filter, "written");
        Call Ask(int limit) => Nearest(from.Images, search.Vector, CollectionSchema.SceneVector, filter, limit, SceneFields);
        return new Question(from, search.Tenant, search.Filter, search.Limit, Ask, static score => Math.Clamp(score, -1f, 1f));
    }

    /// <summary>
    /// The score is the number of shared n-grams. The threshold lies between two numbers, so that it is the same whether the server
    /// takes it as the least score (its documentation) or leaves equal ones out (<c>Distance::check_threshold</c>).
    /// </summary>
    public Question Of(CollectionPair from, GramSearch search)
    {
        Filter filter = FilterOf(search.Tenant, search.Filter, "updated");
        SparseVector grams = SparseVector.Of(search.Grams);
        int asked = search.Grams.Length;
        float threshold = LeastShared(search.MinShare, asked) - 0.5f;
        Call Ask(int limit) => Query(
            from.Words,
            new QueryRequest<SparseVector>(
                grams, CollectionSchema.GramVector, filter, limit, HitFields, ScoreThreshold: threshold),
            QdrantJson.Default.SparseQuery);
        return new Question(from, search.Tenant, search.Filter, search.Limit, Ask, score => score / asked);
    }

    /// <summary>The least number whose share, as a hit will carry it, is not below the one asked for.</summary>
    private static int LeastShared(float minShare, int asked)
    {
        int shared = Math.Max(1, (int)(minShare * asked));
        while ((float)shared / asked < minShare)
            shared++;
        return shared;
    }

    /// <param name="tenant">Whose images.</param>
    /// <param name="images">Which of them.</param>
    /// <param name="time">The field of the points that says when the image was written, in microseconds.</param>
    private static Filter FilterOf(string tenant, ImageFilter images, string time)
    {
        var must = new List<Condition> { Condition.Is("tenant", tenant) };
        must.AddRange(images.Tags.Select(tag => Condition.Is("tags", tag)));
        must.AddRange(images.Metadata.Select(entry => Condition.Is("labels", SearchTerms.Label(entry.Key, entry.Value))));
        long? from = images.UpdatedFrom is { } first ? SearchTerms.Microseconds(first.UtcTicks) : null;
        long? until = images.UpdatedBefore is { } end ? SearchTerms.Microseconds(end.UtcTicks - 1) : null;
        if (from is not null || until is not null)
            must.Add(Condition.IsWithin(time, from, until));
        if (images.ImageIds is { } ids)
            must.Add(Condition.IsAny("key", [.. ids.Select(id => PointIds.Image(new ImageKey(tenant, id)))]));
        return Filter.Of(must);
    }

    private Call Nearest(
        string collection, ReadOnlyMemory<float> vector, string name, Filter filter, int limit, PayloadSelector fields) => Query(
        collection,
        new QueryRequest<ReadOnlyMemory<float>>(
            vector, name, filter, limit, fields,
            new SearchParams(Math.Max(searchWidth, limit), Exact: false, new QuantizationSearch(Rescore: true, oversampling))),
        QdrantJson.Default.DenseQuery);

    private Call Query<T>(string collection, QueryRequest<T> request, JsonTypeInfo<QueryRequest<T>> type) =>
        Call.With(HttpMethod.Post, "query", collection, $"collections/{collection}/points/query{consistency}", request, type);
}
