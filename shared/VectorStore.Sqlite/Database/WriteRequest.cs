namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>One waiting call of <see cref="IVectorStore.ReplaceImageAsync"/>.</summary>
internal sealed class WriteRequest(ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene)
{
    private readonly TaskCompletionSource<ReplaceResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _claimed;

    public ImageRecord Image => image;

    public IReadOnlyList<WordRecord> Words => words;

    /// <summary>Empty: none.</summary>
    public ReadOnlyMemory<float> Scene => scene;

    /// <summary>Dimension of the words' lexical vectors; 0 without words.</summary>
    public int Dimension { get; } = words.Count == 0 ? 0 : words[0].Lexical.Length;

    /// <summary>Dimension of those concept vectors that there are; 0 when no word has one.</summary>
    public int ConceptDimension { get; } = words.Select(static word => word.Concept.Length).DefaultIfEmpty().Max();

    public Task<ReplaceResult> Completion => _completion.Task;

    /// <summary>What happened to this request inside its transaction.</summary>
    public ReplaceResult Result { get; set; }

    /// <summary>Why this request alone was refused; the others of its transaction go on.</summary>
    public VectorStoreException? Refusal { get; set; }

    /// <summary>
    /// Starts the work, unless the caller has cancelled. From here on the caller waits: words and scene are its memory and are being read.
    /// </summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    public void Cancel(CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _claimed, 1) == 0)
            _completion.TrySetCanceled(cancellationToken);
    }

    public void Complete()
    {
        if (Refusal is not null)
            _completion.TrySetException(Refusal);
        else
            _completion.TrySetResult(Result);
    }

    public void Fail(Exception exception) => _completion.TrySetException(exception);
}
