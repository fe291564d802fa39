namespace Indexing.VectorStore.Qdrant.Setup;

/// <summary>Which collections are written and which are read.</summary>
internal sealed class CollectionNames(QdrantVectorStoreOptions options)
{
    public string WordsAlias { get; } = $"{options.CollectionPrefix}-words";

    public string ImagesAlias { get; } = $"{options.CollectionPrefix}-images";

    public string Words => $"{WordsAlias}-{options.Generation}";

    public string Images => $"{ImagesAlias}-{options.Generation}";

    /// <summary>What calls that only read address.</summary>
    public CollectionPair Read => options.ReadThroughAlias ? new CollectionPair(WordsAlias, ImagesAlias) : Write;

    /// <summary>What writes address, their own reads included: they must see the generation that they change.</summary>
    public CollectionPair Write => new(Words, Images);
}
