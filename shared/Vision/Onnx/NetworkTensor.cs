namespace Indexing.Vision.Onnx;

/// <summary>What a network takes or gives under one name.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="ElementType">ONNX's name of its elements' type: <c>float</c>, <c>float16</c>, <c>int64</c>, <c>int32</c> ...</param>
/// <param name="Shape">Its dimensions; -1 where any size will do.</param>
public sealed record NetworkTensor(string Name, string ElementType, IReadOnlyList<int> Shape);
