using System.Net;
using System.Net.Sockets;

namespace Indexing.Access;

/// <summary>Which remote addresses count as one caller.</summary>
internal static class RemoteNetwork
{
    private const int Ipv6NetworkBytes = 8;

    /// <summary>An IPv4 address, or the first 64 bits of an IPv6 address: whoever has one of its addresses has 2^64.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4().ToString();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(Ipv6NetworkBytes).Clear();
        return new IPAddress(bytes).ToString();
    }
}
