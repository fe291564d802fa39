using System.Net;
using System.Net.Sockets;

namespace Indexing.BlobStore.Http;

/// <summary>
/// Which addresses may be connected to, whatever name led to them. Ranges: IANA special-purpose registries for IPv4 and IPv6
/// (RFC 6890 and its successors).
/// </summary>
internal static class AddressRules
{
    /// <summary>Networks of an organisation or of this machine: an intranet may allow them.</summary>
    private static readonly IPNetwork[] Private = Networks(
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "127.0.0.0/8", "::1/128", "fc00::/7");

    /// <summary>
    /// Never: no server of pictures has such an address. Among them the metadata services of clouds, which hand credentials to whoever
    /// asks: 169.254.169.254 (most), 168.63.129.16 (Azure), 100.100.100.200 (Alibaba), 192.0.0.192 (Oracle), fd00:ec2::254 (AWS),
    /// fd20:ce::254 (Google).
    /// </summary>
    private static readonly IPNetwork[] Never = Networks(
        "0.0.0.0/8", "169.254.0.0/16", "168.63.129.16/32", "100.100.100.200/32", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "fd00:ec2::/32", "fd20:ce::/32",
        // Inside of global unicast: protocol assignments with Teredo, documentation, 6to4, which carries an IPv4 address.
        "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /// <summary>
    /// All that IPv6 routes globally. Outside of it lie ::, link-local, multicast, and every form that carries an IPv4 address: mapped,
    /// compatible, NAT64.
    /// </summary>
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address may be connected to.</summary>
    internal static bool Allow(IPAddress address, bool allowPrivate)
    {
        // IPNetwork compares these with networks of either family.
        if (address.IsIPv4MappedToIPv6 || Contain(Never, address)) return false;
        if (Contain(Private, address)) return allowPrivate;
        return address.AddressFamily == AddressFamily.InterNetwork || GlobalUnicast.Contains(address);
    }

    private static bool Contain(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));

    private static IPNetwork[] Networks(params string[] ranges) => Array.ConvertAll(ranges, IPNetwork.Parse);
}
