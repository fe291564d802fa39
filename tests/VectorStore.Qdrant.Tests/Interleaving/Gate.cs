using System.Threading.Channels;

namespace Indexing.VectorStore.Qdrant.Tests.Interleaving;

/// <summary>Holds every request until it is given its turn.</summary>
internal sealed class Gate(HttpMessageHandler server) : DelegatingHandler(server)
{
    private readonly Channel<TaskCompletionSource<Turn>> _arrivals = Channel.CreateUnbounded<TaskCompletionSource<Turn>>();

    public ChannelReader<TaskCompletionSource<Turn>> Arrivals => _arrivals.Reader;

    /// <summary>While open, requests pass at once.</summary>
    public bool IsOpen { get; set; } = true;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (IsOpen)
            return await base.SendAsync(request, cancellationToken);
        var arrival = new TaskCompletionSource<Turn>(TaskCreationOptions.RunContinuationsAsynchronously);
        _arrivals.Writer.TryWrite(arrival);
        Turn turn = await arrival.Task;
        HttpResponseMessage response = await base.SendAsync(request, cancellationToken);
        return turn == Turn.Pass ? response : throw new HttpRequestException("The process died.");
    }
}
