using System.ComponentModel.DataAnnotations;

namespace Indexing.Ingest;

/// <summary>How pictures are accepted. Section <c>Ingest</c>.</summary>
public sealed class IngestOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Ingest";

    /// <summary>
    /// Folder in which pictures that were sent inline are kept until they are deleted, so that they can be shown and survive a restart; a
    /// blob store must be allowed to read it. Empty: the picture travels inside the message and is not kept.
    /// </summary>
    public string InlineDirectory { get; set; } = "";

    /// <summary>Largest picture that may be sent inline, in bytes, 1..1048576; larger ones are given by address.</summary>
    [Range(1, 1024 * 1024, ErrorMessage = "Ingest:MaxInlineBytes must be between {1} and {2}.")]
    public int MaxInlineBytes { get; set; } = 256 * 1024;

    /// <summary>
    /// Largest picture that may be uploaded over HTTP, in bytes, 1..1073741824; it is kept in <see cref="InlineDirectory"/>.
    /// </summary>
    [Range(1, 1024 * 1024 * 1024, ErrorMessage = "Ingest:MaxUploadBytes must be between {1} and {2}.")]
    public int MaxUploadBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Memory for thumbnails that were asked for before, in bytes, 0..1073741824; 0 keeps none.</summary>
    [Range(0, 1024 * 1024 * 1024, ErrorMessage = "Ingest:ThumbnailCacheBytes must be between {1} and {2}.")]
    public int ThumbnailCacheBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// Pictures worked on at a time by one process, 0..256; 0: twice the number of cores, so that some are fetched or stored while others
    /// occupy the cores. Each takes the memory of an encoded and a decoded picture.
    /// </summary>
    [Range(0, 256, ErrorMessage = "Ingest:Parallel must be between {1} and {2}.")]
    public int Parallel { get; set; }

    /// <summary>
    /// Tenants whose pictures are accepted over HTTP and whose unfinished pictures are announced again at start; empty: pictures of every
    /// tenant are accepted and none is announced again (the broker keeps them).
    /// </summary>
    public IList<string> Tenants { get; } = [];

    /// <summary><see cref="Parallel"/>, or what it stands for on this machine.</summary>
    public int PicturesInHand() => Parallel > 0 ? Parallel : 2 * Environment.ProcessorCount;
}
