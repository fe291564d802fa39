using System.Text.Json.Serialization.Metadata;
using Indexing.VectorStore.Qdrant.Rest;
using Indexing.VectorStore.Qdrant.Setup;

namespace Indexing.VectorStore.Qdrant.Reading;

/// <summary>Puts the port's questions into the server's words.</summary>
internal sealed class WordQuestions(string consistency, double oversampling, int searchWidth)
{
    private static readonly PayloadSelector HitFields = new(["key", .. WordReader.WordFields]);

    /// <summary>The server's sums may exceed the range of a cosine by a rounding.</summary>
    public WordQuestion Of(string collection, WordSearch search)
    {
        Filter filter = FilterOf(search.Tenant, search.Filter);
        Call Ask(int limit) => Query(
            collection,
            new QueryRequest<ReadOnlyMemory<float>>(
                search.Vector,
                CollectionSchema.VectorOf(search.Space),
                filter,
                limit,
                HitFields,
                new SearchParams(Math.Max(searchWidth, limit), Exact: false, new QuantizationSearch(Rescore: true, oversampling))),
            QdrantJson.Default.DenseQuery);
        return new WordQuestion(search.Tenant, search.Filter, search.Limit, Ask, static score => Math.Clamp(score, -1f, 1f));
    }

    /// <summary>
    /// The score is the number of shared n-grams. The threshold lies between two numbers, so that it is the same whether the server
    /// takes it as the least score (its documentation) or leaves equal ones out (<c>Distance::check_threshold</c>).
    /// </summary>
    public WordQuestion Of(string collection, GramSearch search)
    {
        Filter filter = FilterOf(search.Tenant, search.Filter);
        SparseVector grams = SparseVector.Of(search.Grams);
        int asked = search.Grams.Length;
        float threshold = LeastShared(search.MinShare, asked) - 0.5f;
        Call Ask(int limit) => Query(
            collection,
            new QueryRequest<SparseVector>(
                grams, CollectionSchema.GramVector, filter, limit, HitFields, ScoreThreshold: threshold),
            QdrantJson.Default.SparseQuery);
        return new WordQuestion(search.Tenant, search.Filter, search.Limit, Ask, score => score / asked);
    }

    /// <summary>The least number whose share, as a hit will carry it, is not below the one asked for.</summary>
    private static int LeastShared(float minShare, int asked)
    {
        int shared = Math.Max(1, (int)(minShare * asked));
        while ((float)shared / asked < minShare)
            shared++;
        return shared;
    }

    private static Filter FilterOf(string tenant, ImageFilter images)
    {
        var must = new List<Condition> { Condition.Is("tenant", tenant) };
        must.AddRange(images.Tags.Select(tag => Condition.Is("tags", tag)));
        must.AddRange(images.Metadata.Select(entry => Condition.Is("labels", SearchTerms.Label(entry.Key, entry.Value))));
        long? from = images.UpdatedFrom is { } first ? SearchTerms.Microseconds(first.UtcTicks) : null;
        long? until = images.UpdatedBefore is { } end ? SearchTerms.Microseconds(end.UtcTicks - 1) : null;
        if (from is not null || until is not null)
            must.Add(Condition.IsWithin("updated", from, until));
        if (images.ImageIds is { } ids)
            must.Add(Condition.IsAny("key", [.. ids.Select(id => PointIds.Image(new ImageKey(tenant, id)))]));
        return Filter.Of(must);
    }

    private Call Query<T>(string collection, QueryRequest<T> request, JsonTypeInfo<QueryRequest<T>> type) =>
        Call.With(HttpMethod.Post, "query", collection, $"collections/{collection}/points/query{consistency}", request, type);
}
