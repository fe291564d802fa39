using System.Net;
using System.Net.Sockets;

namespace Indexing.TestSupport.Servers;

/// <summary>
/// Free ports of 127.0.0.1. They lie below the range from which the kernel takes the ports of outgoing connections (32768), so that no
/// client that retries a stopped server can hold or even connect to the server's own port.
/// </summary>
public static class LoopbackPorts
{
    private const int First = 20_000;
    private const int Last = 32_000;

    /// <summary>The first of <paramref name="count"/> consecutive free ports.</summary>
    public static int Free(int count = 1)
    {
        while (true)
        {
            var first = Random.Shared.Next(First, Last - count);
            if (Enumerable.Range(first, count).All(IsFree))
                return first;
        }
    }

    /// <summary>Whether nobody listens on this port or is connected from it.</summary>
    public static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
