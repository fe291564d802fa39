namespace Indexing.Benchmarks.Scale.Model;

/// <summary>
/// A queue of the broker: the oldest message goes to the next consumer, in turn, that holds fewer unacknowledged messages than its prefetch
/// count.
/// </summary>
internal sealed class MessageQueue
{
    private readonly Queue<Message> _ready = new();
    private readonly List<Consumer> _consumers = [];
    private int _next;

    /// <summary>Adds a consumer; <paramref name="deliver"/> must not wait.</summary>
    public Consumer Consume(int prefetch, Action<Message> deliver)
    {
        var consumer = new Consumer(prefetch, deliver);
        _consumers.Add(consumer);
        Dispatch();
        return consumer;
    }

    public void Publish(Message message)
    {
        _ready.Enqueue(message);
        Dispatch();
    }

    /// <summary>The consumer is done with one message.</summary>
    public void Acknowledge(Consumer consumer)
    {
        consumer.Unacknowledged--;
        Dispatch();
    }

    private void Dispatch()
    {
        while (_ready.Count > 0 && Free() is { } consumer)
        {
            consumer.Unacknowledged++;
            consumer.Deliver(_ready.Dequeue());
        }
    }

    private Consumer? Free()
    {
        for (var i = 0; i < _consumers.Count; i++)
        {
            var consumer = _consumers[(_next + i) % _consumers.Count];
            if (consumer.Unacknowledged >= consumer.Prefetch)
                continue;
            _next = (_next + i + 1) % _consumers.Count;
            return consumer;
        }

        return null;
    }

    internal sealed record Consumer(int Prefetch, Action<Message> Deliver)
    {
        public int Unacknowledged { get; set; }
    }
}
