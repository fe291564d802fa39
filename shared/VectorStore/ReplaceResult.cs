namespace Indexing.VectorStore;

/// <summary>Outcome of <see cref="IVectorStore.ReplaceImageAsync"/>.</summary>
public enum ReplaceResult
{
    /// <summary>The image is now in the given state.</summary>
    Replaced,

    /// <summary>A newer version is stored; nothing was changed.</summary>
    Superseded,
}
