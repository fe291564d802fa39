namespace Indexing.Vision.Sentences;

/// <summary>How one axis of a picture is brought to another length.</summary>
/// <param name="Source">Pixels of the picture.</param>
/// <param name="Target">Pixels that all of it is brought to.</param>
/// <param name="First">The first one of them that is wanted.</param>
/// <param name="Count">How many are wanted.</param>
internal readonly record struct ResamplingAxis(int Source, int Target, int First, int Count)
{
    /// <summary>Pixels of the picture for each of the target.</summary>
    public double Scale => (double)Source / Target;
}
