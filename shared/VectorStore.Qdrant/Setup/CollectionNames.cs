namespace Indexing.VectorStore.Qdrant.Setup;

/// <summary>The names of one generation's collections and of the aliases that all generations share.</summary>
internal sealed class CollectionNames(string prefix, string generation)
{
    public CollectionNames(QdrantVectorStoreOptions options)
        : this(options.CollectionPrefix, options.Generation)
    {
    }

    public string WordsAlias { get; } = $"{prefix}-words";

    public string ImagesAlias { get; } = $"{prefix}-images";

    /// <summary>Names the images of the generation that was active before.</summary>
    public string FormerAlias { get; } = $"{prefix}-former";

    public string Words { get; } = $"{prefix}-words-{generation}";

    public string Images { get; } = $"{prefix}-images-{generation}";

    public CollectionPair Pair => new(Words, Images);

    /// <summary>Those of another generation.</summary>
    public CollectionNames Of(string other) => new(prefix, other);
}
