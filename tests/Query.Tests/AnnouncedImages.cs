using System.Threading.Channels;
using Indexing.Contracts;
using MassTransit;

namespace Indexing.Query.Tests;

/// <summary>Takes from the in-memory bus what a worker would take from the queues.</summary>
public sealed class AnnouncedImages : IConsumer<IngestImage>, IConsumer<DeleteImage>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Channel<object> _messages = Channel.CreateUnbounded<object>();

    public Task Consume(ConsumeContext<IngestImage> context) => _messages.Writer.WriteAsync(context.Message).AsTask();

    public Task Consume(ConsumeContext<DeleteImage> context) => _messages.Writer.WriteAsync(context.Message).AsTask();

    /// <summary>The next message that fits; others are dropped.</summary>
    public async Task<T> NextAsync<T>(Func<T, bool> fits)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
            if (await _messages.Reader.ReadAsync(patience.Token) is T message && fits(message))
                return message;
    }
}
