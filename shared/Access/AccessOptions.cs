using System.ComponentModel.DataAnnotations;

namespace Indexing.Access;

/// <summary>Who may call the API, and how often. Section <c>Access</c>; read once, when the host starts.</summary>
public sealed class AccessOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "Access";

    /// <summary>The keys that are valid now; empty: everybody who reaches the server may do everything.</summary>
    public IList<ApiKeyOptions> Keys { get; } = [];

    /// <summary>
    /// Requests a second that a caller may go on sending, 1..100000; a caller is the name of a key, or a remote address (of IPv6 the
    /// first 64 bits) for requests without a valid key.
    /// </summary>
    [Range(1, 100_000, ErrorMessage = "Access:RequestsPerSecond must be between {1} and {2}.")]
    public int RequestsPerSecond { get; set; } = 50;

    /// <summary>Requests that a caller who was quiet may send at once, 1..1000000.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Access:Burst must be between {1} and {2}.")]
    public int Burst { get; set; } = 200;

    /// <summary>
    /// Origins of web pages that may call the API from a browser, each as a browser sends it: scheme, host and port
    /// (<c>https://archive.example.org</c>, <c>http://localhost:3000</c>). Empty: only the server's own page may.
    /// </summary>
    public IList<string> CorsOrigins { get; } = [];
}
