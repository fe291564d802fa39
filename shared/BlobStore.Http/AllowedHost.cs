namespace Indexing.BlobStore.Http;

/// <summary>One entry of the allowed hosts: scheme, host or the names below it, port.</summary>
internal sealed record AllowedHost(string Scheme, string Host, bool IsSuffix, int Port)
{
    /// <summary>Reads <c>[http://](host|*.host)[:port]</c>.</summary>
    internal static bool TryParse(string entry, out AllowedHost host)
    {
        host = new AllowedHost("", "", false, 0);
        var isPlain = entry.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
        var authority = isPlain ? entry["http://".Length..] : entry;
        var isSuffix = authority.StartsWith("*.", StringComparison.Ordinal);
        if (isSuffix) authority = authority[2..];
        var scheme = isPlain ? Uri.UriSchemeHttp : Uri.UriSchemeHttps;
        if (!IsAuthority(authority) || !Uri.TryCreate($"{scheme}://{authority}/", UriKind.Absolute, out var uri)) return false;
        // The wildcard stands for names; an address has nothing below it.
        if (isSuffix && uri.HostNameType is not UriHostNameType.Dns) return false;
        host = new AllowedHost(scheme, uri.IdnHost, isSuffix, uri.Port);
        return true;
    }

    /// <summary>Whether an address, as .NET has made it canonical, is covered by this entry.</summary>
    internal bool Covers(Uri uri) => uri.Scheme == Scheme && uri.Port == Port
        && (IsSuffix
            ? uri.IdnHost.EndsWith($".{Host}", StringComparison.OrdinalIgnoreCase)
            : uri.IdnHost.Equals(Host, StringComparison.OrdinalIgnoreCase));

    private static bool IsAuthority(string text) => text.Length > 0 && !text.Any(c => c is '/' or '?' or '#' or '@' or '\\' or '*' or ' ');
}
