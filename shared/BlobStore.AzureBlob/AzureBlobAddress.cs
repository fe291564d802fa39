using System.Buffers;

namespace Indexing.BlobStore.AzureBlob;

/// <summary>Container and name of a blob, from <c>azblob://container/name/with/slashes</c> with a percent-encoded name.</summary>
internal readonly record struct AzureBlobAddress(string Container, string Name)
{
    internal const string Scheme = "azblob";

    private static readonly SearchValues<char> Separators = SearchValues.Create("/\\");

    /// <summary>
    /// The parts of an address, when they name one blob and nothing else. A name with the segment <c>..</c> would become part of an http
    /// address whose path is made canonical, and so leave its container.
    /// </summary>
    internal static bool TryParse(Uri uri, out AzureBlobAddress address)
    {
        address = default;
        if (uri.UserInfo.Length > 0 || !uri.IsDefaultPort || uri.Query.Length > 0 || uri.Fragment.Length > 0) return false;
        var path = uri.AbsolutePath;
        address = new AzureBlobAddress(uri.Host, Uri.UnescapeDataString(path.StartsWith('/') ? path[1..] : path));
        return !HasDotSegment(address.Name) && !address.Name.AsSpan().ContainsAnyInRange('\0', '\x1f');
    }

    private static bool HasDotSegment(ReadOnlySpan<char> name)
    {
        foreach (var range in name.SplitAny(Separators))
            if (name[range] is "." or "..") return true;
        return false;
    }
}
