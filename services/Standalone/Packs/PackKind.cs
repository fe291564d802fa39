namespace Indexing.Standalone.Packs;

/// <summary>What a model pack is for.</summary>
internal enum PackKind
{
    /// <summary>Reads words in pictures.</summary>
    Words,

    /// <summary>Compares pictures with sentences.</summary>
    Sentences,
}
