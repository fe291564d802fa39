using System.Numerics.Tensors;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Tests.Embedding;

/// <summary>The networks compute what the training code computed.</summary>
public sealed class EmbedderParityTests
{
    /// <summary>Both run float32; the order of additions differs. Cosines and log-posteriors agree far below what ranks words.</summary>
    private const float Tolerance = 1e-3f;

    private readonly Golden _golden = new("words");

    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(384)]
    public void Run_GoldenCrops_GivesWhatTheTrainingCodeComputed(int width)
    {
        var crops = _golden.Tensor($"crops_{width}");
        var count = Golden.Shape(crops)[0];
        var encoder = Golden.Pack.Description.WordEncoder;
        using var network = OnnxNetwork.Load(Golden.Pack, encoder, Golden.Options, "crops", EmbedderWorkspace.OutputNames);
        using var workspace = new EmbedderWorkspace(network, encoder, maxBatch: 16);
        for (var i = 0; i < count; i++)
            _golden.Floats(crops).Slice(i * 32 * width, 32 * width).CopyTo(workspace.Crop(i, width));

        workspace.Run(count, width);

        for (var i = 0; i < count; i++)
        {
            var lexical = _golden.Floats(_golden.Tensor($"lexical_{width}")).Slice(i * 256, 256);
            AssertClose(lexical, workspace.Lexical(i));
            AssertClose(_golden.Floats(_golden.Tensor($"concept_{width}")).Slice(i * 256, 256), workspace.Concept(i));
            var posteriors = _golden.Floats(_golden.Tensor($"log_posteriors_{width}"));
            var length = posteriors.Length / count;
            // Far below -25 a value is clipped when stored: only what is kept must agree.
            AssertClose(posteriors.Slice(i * length, length), workspace.LogPosteriors(i, width), floor: -25);
            var display = _golden.Floats(_golden.Tensor($"display_classes_{width}")).Slice(i * width / 4, width / 4);
            Assert.Equal(display.ToArray(), workspace.Display(i, width).ToArray().Select(value => (float)value));
        }
    }

    [Fact]
    public void Encode_GoldenQueries_GivesTheTrainingCodesVectors()
    {
        using var encoder = new QueryEncoder(Golden.Pack, Golden.Options);
        var expected = _golden.Floats(_golden.Tensor("text_lexical")).ToArray();
        var queries = _golden.Description.GetProperty("queries").EnumerateArray().Select(query => query.GetString()!).ToArray();

        for (var i = 0; i < queries.Length; i++)
            AssertClose(expected.AsSpan(i * 256, 256), encoder.Encode(Alphabet.Normalize(queries[i])));
    }

    [Fact]
    public void Encode_AnyQuery_HasUnitLengthAndIsNearestToItself()
    {
        using var encoder = new QueryEncoder(Golden.Pack, Golden.Options);
        var coffee = encoder.Encode("coffee");

        Assert.Equal(1, TensorPrimitives.Norm(coffee), 1e-4);
        Assert.True(TensorPrimitives.Dot(coffee, encoder.Encode("coffees")) > TensorPrimitives.Dot(coffee, encoder.Encode("station")));
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float floor = float.NegativeInfinity)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                MathF.Abs(MathF.Max(expected[i], floor) - MathF.Max(actual[i], floor)) <= Tolerance,
                $"element {i}: expected {expected[i]}, actual {actual[i]}");
    }
}
