using System.ComponentModel.DataAnnotations;

namespace Indexing.VectorStore.Qdrant;

/// <summary>Where the Qdrant server is and how its collections are made. Configuration section <c>Qdrant</c>.</summary>
public sealed class QdrantVectorStoreOptions
{
    /// <summary>The configuration section that <c>AddQdrantVectorStore</c> binds.</summary>
    public const string SectionName = "Qdrant";

    /// <summary>Address of the REST interface, such as <c>http://qdrant:6333</c>. Empty: <c>ConnectionStrings:qdrant</c>.</summary>
    [RegularExpression("https?://.+", ErrorMessage = "must be an absolute http or https address, as must ConnectionStrings:qdrant")]
    [Required(ErrorMessage = "must name the server, for example http://qdrant:6333; ConnectionStrings:qdrant is read when it is empty")]
    public string Url { get; set; } = "";

    /// <summary>API key of the server, sent as the header <c>api-key</c>; empty: none is sent. Never logged.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Start of all collection and alias names. Default: <c>indexing</c>.</summary>
    [Required(ErrorMessage = "must be 1 to 64 letters, digits, '-' or '_'")]
    [RegularExpression("[A-Za-z0-9_-]{1,64}", ErrorMessage = "must be 1 to 64 letters, digits, '-' or '_'")]
    public string CollectionPrefix { get; set; } = "indexing";

    /// <summary>
    /// Name of the first generation of collections; <c>models migrate</c> adds further ones beside it, one for each model pack. Default:
    /// <c>1</c>.
    /// </summary>
    [Required(ErrorMessage = "must be 1 to 32 letters, digits, '-' or '_'")]
    [RegularExpression("[A-Za-z0-9_-]{1,32}", ErrorMessage = "must be 1 to 32 letters, digits, '-' or '_'")]
    public string Generation { get; set; } = "1";

    /// <summary>Numbers of a lexical vector; fixed when the collection is made. Default: 256, what <c>scene-text/2</c> writes.</summary>
    [Range(1, 4096, ErrorMessage = "must be between 1 and 4096")]
    public int Dimension { get; set; } = 256;

    /// <summary>Numbers of a concept vector; fixed when the collection is made. Default: 256, what <c>scene-text/2</c> writes.</summary>
    [Range(1, 4096, ErrorMessage = "must be between 1 and 4096")]
    public int ConceptDimension { get; set; } = 256;

    /// <summary>
    /// Numbers of a scene vector in new collections, those of a further generation included; a collection that is there keeps its own.
    /// Default: 256, what <c>scene-sentence/1</c> writes.
    /// </summary>
    [Range(1, 4096, ErrorMessage = "must be between 1 and 4096")]
    public int SceneDimension { get; set; } = 256;

    /// <summary>Shards of a new collection, 1..1024. Default: 1.</summary>
    [Range(1, 1024, ErrorMessage = "must be between 1 and 1024")]
    public int ShardNumber { get; set; } = 1;

    /// <summary>Copies of each shard of a new collection, 1..16. Default: 1.</summary>
    [Range(1, 16, ErrorMessage = "must be between 1 and 16")]
    public int ReplicationFactor { get; set; } = 1;

    /// <summary>Copies that must confirm a write, 1..<see cref="ReplicationFactor"/>; for a new collection. Default: 1.</summary>
    [Range(1, 16, ErrorMessage = "must be between 1 and 16")]
    public int WriteConsistencyFactor { get; set; } = 1;

    /// <summary>
    /// Copies that a read must agree with: empty (one copy), <c>majority</c>, <c>quorum</c> or <c>all</c>. With more than one copy,
    /// <c>majority</c> together with a <see cref="WriteConsistencyFactor"/> of more than half lets reads see every confirmed write.
    /// </summary>
    [RegularExpression("majority|quorum|all", ErrorMessage = "must be empty, majority, quorum or all")]
    public string ReadConsistency { get; set; } = "";

    /// <summary>How long one request may take, 0.1 s to 10 minutes. Default: 15 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00", ErrorMessage = "must be between 00:00:00.100 and 00:10:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Bytes after which a write goes on in a further request, 64 KiB..32 MiB (the server's own limit). Default: 8 MiB.</summary>
    [Range(65_536, 33_554_432, ErrorMessage = "must be between 65536 and 33554432 bytes")]
    public int MaxRequestBytes { get; set; } = 8 * 1024 * 1024;

    /// <summary>Candidates that are scored again with the full vectors, per word asked for, 1..16. Default: 2.</summary>
    [Range(1.0, 16.0, ErrorMessage = "must be between 1 and 16")]
    public double Oversampling { get; set; } = 2;

    /// <summary>Width of the graph search (<c>hnsw_ef</c>), 16..4096; more is slower and finds more. Default: 128.</summary>
    [Range(16, 4096, ErrorMessage = "must be between 16 and 4096")]
    public int SearchWidth { get; set; } = 128;

    /// <summary>The same for the collections of another generation.</summary>
    internal QdrantVectorStoreOptions With(string generation)
    {
        var options = (QdrantVectorStoreOptions)MemberwiseClone();
        options.Generation = generation;
        return options;
    }
}
