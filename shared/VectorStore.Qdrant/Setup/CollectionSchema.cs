using Indexing.VectorStore.Qdrant.Rest;

namespace Indexing.VectorStore.Qdrant.Setup;

/// <summary>How the collections are made.</summary>
internal static class CollectionSchema
{
    private const string LexicalVector = "lexical";
    private const string ConceptVector = "concept";

    /// <summary>The vector of the whole picture.</summary>
    public const string SceneVector = "scene";

    /// <summary>The sparse vector of a word's character n-grams.</summary>
    public const string GramVector = "grams";

    private static readonly FieldSchema Tenant = new("keyword", IsTenant: true);
    private static readonly FieldSchema Keyword = new("keyword");
    private static readonly FieldSchema Uuid = new("uuid");

    /// <summary>
    /// Fields that some request filters by, and no others: each index costs memory, and a value that more words share than the server
    /// searches without a graph (10,000 KB of vectors) costs a part of the graph with <c>payload_m</c> as well.
    /// </summary>
    public static IReadOnlyDictionary<string, FieldSchema> WordFields { get; } = new Dictionary<string, FieldSchema>
    {
        ["tenant"] = Tenant,
        ["key"] = Uuid,
        ["tags"] = Keyword,
        ["labels"] = Keyword,
        ["updated"] = new("integer", Lookup: false, Range: true),
        ["reading"] = Keyword,
        ["prefixes"] = Keyword,
    };

    public static IReadOnlyDictionary<string, FieldSchema> ImageFields { get; } = new Dictionary<string, FieldSchema>
    {
        ["tenant"] = Tenant,
        ["key"] = Uuid,
        ["status"] = Keyword,
        ["order"] = new("integer", Lookup: true, Range: true),
        ["bands"] = Keyword,
    };

    /// <summary>What a search for scenes filters by; not made in collections without scenes.</summary>
    public static IReadOnlyDictionary<string, FieldSchema> SceneFields { get; } = new Dictionary<string, FieldSchema>
    {
        ["tags"] = Keyword,
        ["labels"] = Keyword,
        ["written"] = new("integer", Lookup: false, Range: true),
    };

    private static HnswSettings PartPerTenant { get; } = new(M: 0, PayloadM: 16, EfConstruct: 128);

    private static QuantizationSettings ByteCodes { get; } = new(new ScalarQuantization("int8", Quantile: 0.99, AlwaysRam: true));

    /// <summary>
    /// Byte codes in memory and the vectors they were made from on disk. The graphs have no global links (<c>m</c> 0) but one part per
    /// tenant (<c>payload_m</c>), because every search names its tenant: Qdrant's recommendation for many tenants in one collection.
    /// Both settings are the collection's and hold for both vectors. A point may lack its concept; searches by concept pass it over.
    /// So it is with the n-grams, whose index is mapped from disk; half a float holds their only value, 1, exactly.
    /// </summary>
    public static CreateCollectionRequest Words(QdrantVectorStoreOptions options) => new(
        new Dictionary<string, VectorParams>
        {
            [LexicalVector] = new(options.Dimension, "Cosine", OnDisk: true),
            [ConceptVector] = new(options.ConceptDimension, "Cosine", OnDisk: true),
        },
        new Dictionary<string, SparseVectorParams> { [GramVector] = new(new SparseIndexParams(OnDisk: true, "float16")) },
        options.ShardNumber,
        options.ReplicationFactor,
        options.WriteConsistencyFactor,
        OnDiskPayload: true,
        PartPerTenant,
        ByteCodes);

    /// <summary>Records, and the scenes of those that have one: in one point, so that no reader sees one without the other.</summary>
    public static CreateCollectionRequest Images(QdrantVectorStoreOptions options) => new(
        new Dictionary<string, VectorParams> { [SceneVector] = new(options.SceneDimension, "Cosine", OnDisk: true) },
        SparseVectors: null,
        options.ShardNumber,
        options.ReplicationFactor,
        options.WriteConsistencyFactor,
        OnDiskPayload: true,
        PartPerTenant,
        ByteCodes);

    /// <summary>The named vector that a question in this space is compared with.</summary>
    public static string VectorOf(WordSpace space) => space == WordSpace.Concept ? ConceptVector : LexicalVector;

    /// <summary>The option that says how many numbers the named vector has.</summary>
    public static string DimensionKeyOf(string vector) => vector == ConceptVector ? "Qdrant:ConceptDimension" : "Qdrant:Dimension";
}
