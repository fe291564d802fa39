namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>What an image is found by beside its words.</summary>
/// <param name="Name">Key of the metadata; empty: a tag.</param>
/// <param name="Value">The tag, or the value of the metadata.</param>
internal readonly record struct Label(string Name, string Value)
{
    /// <summary>Every tag and every entry of the metadata once. No filter can name an empty key, and here it would make a tag.</summary>
    public static IEnumerable<Label> Of(IReadOnlyList<string> tags, IReadOnlyDictionary<string, string> metadata) => tags
        .Distinct(StringComparer.Ordinal).Select(static tag => new Label("", tag))
        .Concat(metadata.Where(static entry => entry.Key.Length > 0).Select(static entry => new Label(entry.Key, entry.Value)));
}
