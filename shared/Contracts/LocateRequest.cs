namespace Indexing.Contracts;

/// <summary>A question about one picture: where is this?</summary>
public sealed record LocateRequest
{
    /// <summary>
    /// A thing (<c>the red ball</c>), a thing by what is written on it (<c>sign that says open</c>), or words in quotation marks for the
    /// words alone; 1..256 characters.
    /// </summary>
    public required string Phrase { get; init; }

    /// <summary>How many places at most, 1..20.</summary>
    public int Top { get; init; } = 3;
}
