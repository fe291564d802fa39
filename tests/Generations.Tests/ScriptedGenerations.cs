using Indexing.TestSupport;
using Indexing.VectorStore;

namespace Indexing.Generations.Tests;

/// <summary>Generations whose active one is what the test says.</summary>
internal sealed class ScriptedGenerations : IGenerations
{
    public Generation Active { get; set; } = new("1", "scene-text/2", GenerationRole.Active);

    /// <summary>Thrown by the next questions.</summary>
    public VectorStoreException? Failure { get; set; }

    public Task<Generation> GetActiveAsync(CancellationToken cancellationToken) =>
        Failure is null ? Task.FromResult(Active) : Task.FromException<Generation>(Failure);

    public Task<IReadOnlyList<Generation>> ListAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Generation> AddAsync(string model, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ActivateAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task DropAsync(string name, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IVectorStore Open(Generation generation) => new NamedStore(generation.Name);

    /// <summary>A store that says whose it is.</summary>
    private sealed class NamedStore(string name) : DelegatingVectorStore(null!)
    {
        public override Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<string>>([name]);
    }
}
