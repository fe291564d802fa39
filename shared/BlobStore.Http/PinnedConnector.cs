using System.Net;
using System.Net.Sockets;

namespace Indexing.BlobStore.Http;

/// <summary>
/// Opens connections only to addresses that were checked: a name is resolved once per connection, and the connection goes to the very
/// address that passed, so a name server that answers differently the next time gains nothing. TLS, above this, still verifies the name.
/// </summary>
internal sealed class PinnedConnector(bool allowPrivate, TimeSpan timeout)
{
    /// <summary>Addresses of a name; replaced by tests that play a hostile name server.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>A connection to an address; replaced by tests that cannot have a public one.</summary>
    internal Func<IPEndPoint, CancellationToken, Task<Stream>> Connect { get; init; } = ConnectAsync;

    /// <summary>Resolves, checks and connects.</summary>
    /// <exception cref="RefusedAddressException">No address of the host may be connected to.</exception>
    /// <exception cref="SocketException">The name is unknown, or no allowed address accepts a connection.</exception>
    internal async ValueTask<Stream> OpenAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        var found = IPAddress.TryParse(host.Host, out var literal)
            ? [literal]
            : await Resolve(host.Host, cancellationToken).ConfigureAwait(false);
        var allowed = Array.FindAll(found, address => AddressRules.Allow(address, allowPrivate));
        if (found.Length > 0 && allowed.Length == 0) throw new RefusedAddressException(host.Host);
        Exception? last = null;
        foreach (var address in allowed)
        {
            // An address that swallows packets must leave time for the next one.
            using var attempt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            attempt.CancelAfter(timeout / allowed.Length);
            try
            {
                return await Connect(new IPEndPoint(address, host.Port), attempt.Token).ConfigureAwait(false);
            }
            catch (Exception error) when (error is SocketException or OperationCanceledException)
            {
                cancellationToken.ThrowIfCancellationRequested();
                last = error as SocketException ?? new SocketException((int)SocketError.TimedOut);
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task<Stream> ConnectAsync(IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
