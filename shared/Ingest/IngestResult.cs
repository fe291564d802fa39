namespace Indexing.Ingest;

/// <summary>What became of a picture.</summary>
public abstract record IngestResult
{
    private IngestResult()
    {
    }

    /// <summary>The picture is findable.</summary>
    /// <param name="Words">Number of text instances; 0 is a picture without text.</param>
    /// <param name="Superseded">A newer version was stored already; this one was not.</param>
    public sealed record Indexed(int Words, bool Superseded) : IngestResult;

    /// <summary>The picture cannot be indexed as it is; sending it again does not help.</summary>
    /// <param name="Rejection">Why.</param>
    public sealed record Rejected(IngestRejection Rejection) : IngestResult;
}
