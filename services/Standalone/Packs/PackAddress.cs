namespace Indexing.Standalone.Packs;

/// <summary>Where packs may be fetched from.</summary>
internal static class PackAddress
{
    /// <summary>Whether an argument names a server rather than a file or folder.</summary>
    public static bool IsOne(string source) => source.Contains("://", StringComparison.Ordinal);

    /// <summary>Reads it: https, or http on this machine.</summary>
    /// <exception cref="UsageException">It is neither.</exception>
    public static Uri Parse(string source)
    {
        if (Uri.TryCreate(source, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            return address;
        }

        throw new UsageException($"A pack cannot be fetched from '{source}'; it must be an https address, a file or a folder.");
    }
}
