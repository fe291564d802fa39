using Indexing.VectorStore.Sqlite.Database;
using Indexing.VectorStore.Sqlite.Segments;

namespace Indexing.VectorStore.Sqlite.Scan;

/// <summary>
/// One bit per word of a view: exists, belongs to the tenant, has a vector in the space, carries the tags. Exact before the scan, so
/// that no filter, however selective, can starve the result.
/// </summary>
internal sealed class ScanFilter
{
    private ScanFilter(ulong[][] masks) => Masks = masks;

    /// <summary>For each block of the view: bit n of element m lets word 64 m + n through.</summary>
    public ulong[][] Masks { get; }

    public static ScanFilter Create(
        ReadSession session, ScanView view, long tenant, WordSearch search, CancellationToken cancellationToken)
    {
        ulong[][] masks = new ulong[view.Blocks.Count][];
        for (int i = 0; i < masks.Length; i++)
            masks[i] = view.Blocks[i].LiveOf((int)tenant, search.Space);
        if (search.Tags.Count == 0)
            return new ScanFilter(masks);

        ulong[][] tagged = [.. view.Blocks.Select(static block => new ulong[block.Live.Length])];
        foreach ((long firstWord, int wordCount) in ImagesWithTags(session, tenant, search.Tags, cancellationToken))
            Mark(view, tagged, firstWord, wordCount);
        for (int i = 0; i < masks.Length; i++)
        {
            for (int j = 0; j < masks[i].Length; j++)
                tagged[i][j] &= masks[i][j];
        }
        return new ScanFilter(tagged);
    }

    /// <summary>Word ranges of the images that carry all tags: those of the first tag, as far as the others have them too.</summary>
    private static List<(long FirstWord, int WordCount)> ImagesWithTags(
        ReadSession session, long tenant, IReadOnlyList<string> tags, CancellationToken cancellationToken)
    {
        string others = string.Concat(Enumerable.Range(3, tags.Count - 1).Select(static parameter =>
            $" and exists (select 1 from image_tags o where o.tenant = ?1 and o.tag = ?{parameter} and o.first_word = t.first_word)"));
        Statement rows = session.Statement(
            $"select first_word, word_count from image_tags t where tenant = ?1 and tag = ?2{others} order by first_word")
            .Bind(1, tenant);
        for (int i = 0; i < tags.Count; i++)
            rows.Bind(i + 2, tags[i]);
        var images = new List<(long, int)>();
        while (rows.Step())
        {
            if (images.Count % 4096 == 0)
                cancellationToken.ThrowIfCancellationRequested();
            images.Add((rows.Long(0), rows.Int(1)));
        }
        return images;
    }

    private static unsafe void Mark(ScanView view, ulong[][] masks, long firstWord, int wordCount)
    {
        for (int i = 0; i < masks.Length; i++)
        {
            BlockView block = view.Blocks[i];
            if (block.Count == 0 || block.Block.Words[block.Count - 1] < firstWord || block.Block.Words[0] >= firstWord + wordCount)
                continue;
            for (int n = block.IndexOf(firstWord); n < block.Count && block.Block.Words[n] < firstWord + wordCount; n++)
                masks[i][n / 64] |= 1UL << (n % 64);
        }
    }
}
