namespace Indexing.Generations.Tests;

/// <summary>Something that belongs to a model pack.</summary>
internal sealed record Part(string Model);

/// <summary>Something of a model pack that must be closed.</summary>
internal sealed class Resource(string model) : IDisposable
{
    public string Model => model;

    public bool IsDisposed { get; private set; }

    public void Dispose() => IsDisposed = true;
}
