namespace Indexing.VectorStore;

/// <summary>What became of an announced image. The values are stored: never renumber.</summary>
public enum ImageStatus
{
    /// <summary>Announced, not processed yet.</summary>
    Pending = 0,

    /// <summary>Processed; its words (possibly none) are searchable.</summary>
    Indexed = 1,

    /// <summary>Not a picture that can be indexed; <see cref="ImageRecord.RejectedReason"/> says why.</summary>
    Rejected = 2,

    /// <summary>Deleted; the record stays as a tombstone so that an older version cannot come back.</summary>
    Deleted = 3,
}
