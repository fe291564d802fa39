namespace Indexing.BlobStore;

/// <summary>Expected outcomes of opening a blob.</summary>
public enum OpenBlobStatus
{
    /// <summary>The blob is open.</summary>
    Opened,

    /// <summary>There is no such blob.</summary>
    NotFound,

    /// <summary>The address lies outside of what this store may read: another root, a link that leaves it, no permission.</summary>
    Forbidden,
}
