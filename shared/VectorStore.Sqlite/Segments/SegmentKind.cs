using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Segments;

/// <summary>
/// What segments repeat: the words of the pictures, or their scenes. To whoever keeps and scans segments a scene is a word that has neither
/// a concept nor n-grams; the kind says in which tables it stands.
/// </summary>
internal sealed class SegmentKind
{
    private SegmentKind()
    {
    }

    public static SegmentKind Words { get; } = new()
    {
        Name = "words",
        HasGrams = true,
        Segments = "segments",
        Dead = "dead_words",
        Labels = "labels",
        Rows = "select id, tenant, lexical, image, grams, concept from words",
        Updated = "select first_word, word_count from images where tenant = ?1 and word_count > 0",
        OfImage = "select first_word, word_count from images where tenant = ?1 and image_id = ?2 and word_count > 0",
        Of = static state =>
            new SegmentState(state.StoreId, state.Generation, state.NextWord - 1, state.Dimension, state.ConceptDimension),
    };

    public static SegmentKind Scenes { get; } = new()
    {
        Name = "scenes",
        HasGrams = false,
        Segments = "scene_segments",
        Dead = "dead_scenes",
        Labels = "scene_labels",
        Rows = "select id, tenant, vector, image, null, null from scenes",
        Updated = "select id, 1 from scenes where tenant = ?1",
        OfImage = "select s.id, 1 from images i join scenes s on s.image = i.id where i.tenant = ?1 and i.image_id = ?2",
        Of = static state => new SegmentState(state.StoreId, state.Generation, state.NextScene - 1, state.SceneDimension, 0),
    };

    /// <summary>Begins the names of the files.</summary>
    public required string Name { get; init; }

    public required bool HasGrams { get; init; }

    /// <summary>The table of the current files.</summary>
    public required string Segments { get; init; }

    /// <summary>The table of what was removed since a segment was written.</summary>
    public required string Dead { get; init; }

    /// <summary>The table of tags and metadata.</summary>
    public required string Labels { get; init; }

    /// <summary>Reads what a segment repeats: id, tenant, vector, image, n-grams, concept.</summary>
    public required string Rows { get; init; }

    /// <summary>Reads the ranges of a tenant (?1) from a table that has <c>updated_at</c>; a condition can be added.</summary>
    public required string Updated { get; init; }

    /// <summary>Reads the range of one image: its tenant (?1) and id (?2).</summary>
    public required string OfImage { get; init; }

    /// <summary>The state of this kind.</summary>
    public required Func<StoreState, SegmentState> Of { get; init; }
}
