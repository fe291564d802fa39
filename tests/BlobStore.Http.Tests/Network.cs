using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Indexing.BlobStore.Http.Tests;

/// <summary>
/// A network of the tests' own: names resolve to the addresses that a test gives, one list after the other, and connections to any address
/// end at one local server. What the store wanted to connect to is remembered.
/// </summary>
internal sealed class Network(int port)
{
    private readonly Dictionary<string, Queue<string[]>> _names = [];

    internal List<string> Connections { get; } = [];

    internal int Resolutions { get; private set; }

    /// <summary>The answers for a name; the last one is repeated.</summary>
    internal Network With(string name, params string[][] answers)
    {
        _names[name] = new Queue<string[]>(answers);
        return this;
    }

    internal HttpBlobStore Open(HttpBlobStoreOptions options, X509ChainPolicy? trust = null)
    {
        var connector = new PinnedConnector(options.AllowPrivateNetworks, options.ConnectTimeout)
        {
            Resolve = ResolveAsync,
            Connect = ConnectAsync,
        };
        return new HttpBlobStore(options, connector, trust);
    }

    private Task<IPAddress[]> ResolveAsync(string name, CancellationToken cancellationToken)
    {
        Resolutions++;
        var answers = _names[name];
        return Task.FromResult(Array.ConvertAll(answers.Count > 1 ? answers.Dequeue() : answers.Peek(), IPAddress.Parse));
    }

    private async Task<Stream> ConnectAsync(IPEndPoint wanted, CancellationToken cancellationToken)
    {
        Connections.Add(wanted.ToString());
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
