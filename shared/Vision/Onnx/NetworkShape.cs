namespace Indexing.Vision.Onnx;

/// <summary>One shape that a network runs with: a bucket.</summary>
/// <param name="Batch">Pictures or words.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
public readonly record struct NetworkShape(int Batch, int Width, int Height)
{
    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Batch} x {Width} x {Height}");
}
