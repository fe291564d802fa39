namespace Indexing.Standalone.Packs;

/// <summary>What an archive of a pack may take, so that a wrong or hostile one does not fill the disk.</summary>
internal sealed record PackLimits
{
    /// <summary>
    /// Bytes of an archive; 4 GiB, as the largest CLIP that is published as ONNX without a second file of weights has 1.7 GB.
    /// </summary>
    public long Archive { get; init; } = 4L << 30;

    /// <summary>Bytes of all its files.</summary>
    public long Unpacked { get; init; } = 8L << 30;

    /// <summary>Number of its files and folders.</summary>
    public int Entries { get; init; } = 1000;

    /// <summary>How long a server may send nothing.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(60);
}
