namespace Indexing.VectorStore;

/// <summary>
/// The generations of an index, one beside the other, and which of them is active. A new model pack builds the next generation while the
/// active one is written and searched; then one atomic change makes it active, and another takes that back.
/// </summary>
/// <remarks>
/// <para>Implementations are safe for concurrent use by any number of threads and by several processes.</para>
/// <para>Every method throws <see cref="VectorStoreException"/> and <see cref="OperationCanceledException"/> as
/// <see cref="IVectorStore"/> does.</para>
/// </remarks>
public interface IGenerations
{
    /// <summary>The active generation; cheap enough to be asked every second. An index that does not exist yet has a first one.</summary>
    Task<Generation> GetActiveAsync(CancellationToken cancellationToken);

    /// <summary>All generations: the active one first, then the former one, then the others by name (ordinal).</summary>
    Task<IReadOnlyList<Generation>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// The idle generation that this model pack has begun, or a new empty one under the next free number: processes that add at the same
    /// moment get the same one.
    /// </summary>
    /// <param name="model">Id of the model pack that will make it.</param>
    /// <param name="cancellationToken">Cancels the call; the generation is then there or not.</param>
    Task<Generation> AddAsync(string model, CancellationToken cancellationToken);

    /// <summary>
    /// Makes a generation the active one and the one before it the former one, as one change. Repeating it changes nothing.
    /// </summary>
    /// <exception cref="VectorStoreException">There is no such generation.</exception>
    Task ActivateAsync(string name, CancellationToken cancellationToken);

    /// <summary>Deletes a generation that is not active. A killed call is finished by the next one.</summary>
    /// <exception cref="VectorStoreException">There is no such generation, or it is the active one.</exception>
    Task DropAsync(string name, CancellationToken cancellationToken);

    /// <summary>Opens the store of a generation, whichever is active. The caller disposes it.</summary>
    IVectorStore Open(Generation generation);
}
