using Indexing.VectorStore.Qdrant.Rest;

namespace Indexing.VectorStore.Qdrant.Setup;

/// <summary>Reads and sets which generation the two aliases name.</summary>
internal sealed class GenerationAliases(QdrantClient client, string prefix)
{
    /// <summary>The collections of a generation.</summary>
    public CollectionPair CollectionsOf(string generation) => new CollectionNames(prefix, generation).Pair;

    /// <summary>The active generation; <see langword="null"/>: the aliases do not name one, or two.</summary>
    public async Task<string?> ActiveAsync(CancellationToken cancellationToken)
    {
        Call call = Call.Get("list_aliases", "", "aliases");
        AliasList aliases = (await client.CallAsync(call, QdrantJson.Default.ResponseAliasList, cancellationToken)).Result;
        string? words = TargetOf(aliases, $"{prefix}-words"), images = TargetOf(aliases, $"{prefix}-images");
        string start = $"{prefix}-words-";
        if (words is null || !words.StartsWith(start, StringComparison.Ordinal))
            return null;
        string generation = words[start.Length..];
        return images == CollectionsOf(generation).Images ? generation : null;
    }

    /// <summary>Points both to a generation, as one change; the one that was active before becomes the way back.</summary>
    public async Task SetAsync(string generation, CancellationToken cancellationToken)
    {
        CollectionPair collections = CollectionsOf(generation);
        var actions = new List<AliasAction>
        {
            new(new CreateAlias(collections.Words, $"{prefix}-words")),
            new(new CreateAlias(collections.Images, $"{prefix}-images")),
        };
        if (await ActiveAsync(cancellationToken) is { } former && former != generation)
            actions.Add(new(new CreateAlias(CollectionsOf(former).Images, $"{prefix}-former")));
        AliasesRequest request = new(actions);
        Call call = Call.With(HttpMethod.Post, "set_aliases", "", "collections/aliases", request, QdrantJson.Default.AliasesRequest);
        await client.CallAsync(call, QdrantJson.Default.Acknowledgement, cancellationToken);
    }

    private static string? TargetOf(AliasList aliases, string name) =>
        aliases.Aliases.FirstOrDefault(alias => alias.AliasName == name)?.CollectionName;
}
