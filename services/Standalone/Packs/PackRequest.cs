namespace Indexing.Standalone.Packs;

/// <summary>What shall be installed.</summary>
internal sealed record PackRequest
{
    private static readonly string[] ArchiveExtensions = [".tar.gz", ".tgz", ".zip"];

    /// <summary>A folder, an archive, or the address of an archive.</summary>
    public required string Source { get; init; }

    /// <summary>Last part of the source without the extension of an archive.</summary>
    public string Stem
    {
        get
        {
            var path = PackAddress.IsOne(Source) ? PackAddress.Parse(Source).AbsolutePath : Path.GetFullPath(Source);
            var name = Path.GetFileName(path.TrimEnd('/'));
            var extension = Array.Find(ArchiveExtensions, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase));
            return extension is null ? name : name[..^extension.Length];
        }
    }

    /// <summary>Folder of all packs.</summary>
    public required string Models { get; init; }

    /// <summary>SHA-256 of the archive, lower-case hexadecimal; needed for an address.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What it shall be called; <see langword="null"/>: as it calls itself.</summary>
    public PackName? Name { get; init; }

    /// <summary>Licence of an export whose card does not tell it.</summary>
    public string? Licence { get; init; }

    /// <summary>File of the words that an export gets vectors for; <see langword="null"/>: none.</summary>
    public string? Words { get; init; }
}
