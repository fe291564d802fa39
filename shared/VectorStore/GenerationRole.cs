namespace Indexing.VectorStore;

/// <summary>What a generation of the index is for.</summary>
public enum GenerationRole
{
    /// <summary>Being built, or left over.</summary>
    Idle,

    /// <summary>The one that is written and searched.</summary>
    Active,

    /// <summary>The one that was active before; kept for the way back.</summary>
    Former,
}
