using System.Numerics.Tensors;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;

namespace Indexing.Vision.Tests.Sentences;

/// <summary>The two small packs, made once.</summary>
public sealed class SentencePackFixture : IDisposable
{
    private readonly TemporaryFolder _models = new();

    public SentencePackFixture()
    {
        Colours = SentencePack.Open(SentencePacks.CreateColours(_models.Path));
        ClipShaped = SentencePack.Open(SentencePacks.CreateClipShaped(_models.Path));
    }

    public SentencePack Colours { get; }

    public SentencePack ClipShaped { get; }

    /// <summary>Folder of both packs.</summary>
    public string Models => _models.Path;

    public void Dispose() => _models.Dispose();

    internal static InferenceOptions Options => new() { IntraOpThreads = 1, Precision = "fp32" };

    internal static float Length(ReadOnlySpan<float> vector) => TensorPrimitives.Norm(vector);

    internal static float Cosine(ReadOnlySpan<float> one, ReadOnlySpan<float> other) => TensorPrimitives.CosineSimilarity(one, other);
}
