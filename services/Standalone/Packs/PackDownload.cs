using System.Globalization;
using Indexing.Standalone.Rendering;
using Spectre.Console;

namespace Indexing.Standalone.Packs;

/// <summary>Fetches the archive of a pack from a server.</summary>
internal static class PackDownload
{
    private const int BufferSize = 1 << 16;
    private const double Megabyte = 1e6;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(15);

    /// <summary>Writes what an address answers into a file.</summary>
    /// <param name="address">The address; a redirection from https to http is not followed.</param>
    /// <param name="file">Path of the file.</param>
    /// <param name="limits">How large and how slow it may be.</param>
    /// <param name="cancellationToken">Ends it; what is there of the file stays.</param>
    /// <exception cref="PackRefusedException">It is too large.</exception>
    /// <exception cref="HttpRequestException">The server cannot be reached, fails, or has no such file.</exception>
    /// <exception cref="IOException">The server fell silent, or the disk is full.</exception>
    public static async Task FetchAsync(Uri address, string file, PackLimits limits, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { ConnectTimeout = ConnectTimeout };
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        silence.CancelAfter(limits.Silence);
        try
        {
            using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, silence.Token);
            response.EnsureSuccessStatusCode();
            if (response.Content.Headers.ContentLength is { } length)
            {
                RefuseAbove(limits, length, address);
                Terminal.Remarks.MarkupLineInterpolated(
                    CultureInfo.InvariantCulture, $"fetching {length / Megabyte:N1} MB from {address.Host} ...");
            }

            await using var source = await response.Content.ReadAsStreamAsync(silence.Token);
            await using var target = File.Create(file);
            var buffer = new byte[BufferSize];
            for (var total = 0L; await source.ReadAsync(buffer, silence.Token) is > 0 and var read;)
            {
                RefuseAbove(limits, total += read, address);
                await target.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
                silence.CancelAfter(limits.Silence);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"{address.Host} sent nothing for {limits.Silence.TotalSeconds:0} seconds. Repeat the command.");
        }
    }

    private static void RefuseAbove(PackLimits limits, long bytes, Uri address)
    {
        if (bytes > limits.Archive)
            throw new PackRefusedException($"{address} has more than {limits.Archive} bytes, which no archive of a pack may have.");
    }
}
