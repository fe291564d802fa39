namespace Indexing.Vision.Onnx;

/// <summary>Runs a network over what came together.</summary>
/// <param name="items">The calls, all of one shape.</param>
/// <param name="limit">Most places that one run of the network may take; one call may ask for more and is then cut.</param>
internal delegate void BatchRun<TItem>(ReadOnlySpan<TItem> items, int limit);
