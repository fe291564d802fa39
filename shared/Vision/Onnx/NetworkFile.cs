namespace Indexing.Vision.Onnx;

/// <summary>A network file of the pack.</summary>
public record NetworkFile
{
    /// <summary>File name within the pack's directory.</summary>
    public required string File { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
