using System.ComponentModel.DataAnnotations;

namespace Indexing.BlobStore.Http;

/// <summary>Which web servers pictures may be fetched from, and with how much patience. Section <c>HttpBlobStore</c>.</summary>
public sealed class HttpBlobStoreOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string SectionName = "HttpBlobStore";

    /// <summary>
    /// Hosts that may be asked: <c>images.example.org</c> for exactly this host, <c>*.example.org</c> for every host below it, each with an
    /// optional port (<c>images.example.org:8443</c>; without one: 443). Only https; an entry that begins with <c>http://</c> allows plain
    /// http for its host (port 80 unless named). Empty: no address is allowed.
    /// </summary>
    public IList<string> AllowedHosts { get; } = [];

    /// <summary>
    /// Whether allowed hosts may lie in a private network or on this machine (10/8, 172.16/12, 192.168/16, 100.64/10, 127/8, fc00::/7,
    /// ::1). Metadata services of clouds, link-local, multicast and reserved addresses stay refused. Default: no.
    /// </summary>
    public bool AllowPrivateNetworks { get; set; }

    /// <summary>Longest wait for a connection, TLS included, 0.1 s to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00", ErrorMessage = "HttpBlobStore:ConnectTimeout must be between {1} and {2}.")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait for an answer, or for the next bytes of one, 0.1 s to 5 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00", ErrorMessage = "HttpBlobStore:ReadTimeout must be between {1} and {2}.")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time from opening to the last byte, redirects included, 0.1 s to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00", ErrorMessage = "HttpBlobStore:TotalTimeout must be between {1} and {2}.")]
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromMinutes(2);
}
