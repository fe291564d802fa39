using Indexing.VectorStore;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Generations;

/// <summary>What of a process belongs to one generation.</summary>
public sealed class GenerationsOptions
{
    /// <summary>
    /// Registers the services that depend on a generation's model pack or store, for one generation: they live as long as the process works
    /// on it. Configuration, logging, clock and the generation's <see cref="IVectorStore"/> are registered already; the second argument is
    /// the process's own provider, to take shared services from as instances.
    /// </summary>
    public required Action<IServiceCollection, IServiceProvider, Generation> Parts { get; init; }

    /// <summary>Id of the model pack that the parts loaded, for example <c>scene-text/2</c>.</summary>
    public required Func<IServiceProvider, string> ModelOf { get; init; }

    /// <summary>
    /// What to do while the active generation cannot be opened (its model pack is not here): <see langword="true"/> goes on with the one
    /// before, which is right for a process that only searches; <see langword="false"/> refuses all work, because what is written to the
    /// one before would be missing from the active one.
    /// </summary>
    public bool GoesOnWithFormer { get; init; }
}
