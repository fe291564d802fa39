namespace Indexing.Vision.Onnx;

/// <summary>What a network is called with.</summary>
internal interface IBatchItem
{
    /// <summary>Only calls of the same shape, in pixels, share a run.</summary>
    (int Width, int Height) Shape { get; }

    /// <summary>How many places of the batch it takes, at least 1.</summary>
    int Size { get; }
}
