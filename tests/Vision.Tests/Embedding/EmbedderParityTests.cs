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
        using var network = OnnxNetwork.Load(Golden.Pack.Folder, encoder, Golden.Device(), EmbedderWorkspace.Signature);
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

    /// <summary>What ranks words must survive eight bits: neighbours in the space, and the best letter of nearly every frame.</summary>
    [Theory]
    [InlineData(128)]
    [InlineData(256)]
    [InlineData(384)]
    public void Run_EightBits_StaysNearWhatTheTrainingCodeComputed(int width)
    {
        var crops = _golden.Tensor($"crops_{width}");
        var count = Golden.Shape(crops)[0];
        var encoder = Golden.Pack.Description.WordEncoder;
        var device = Golden.Device(new InferenceOptions { Precision = "int8" });
        using var network = OnnxNetwork.Load(Golden.Pack.Folder, encoder, device, EmbedderWorkspace.Signature);
        using var workspace = new EmbedderWorkspace(network, encoder, maxBatch: 16);
        for (var i = 0; i < count; i++)
            _golden.Floats(crops).Slice(i * 32 * width, 32 * width).CopyTo(workspace.Crop(i, width));

        workspace.Run(count, width);

        var display = _golden.Floats(_golden.Tensor($"display_classes_{width}"));
        var same = 0;
        for (var i = 0; i < count; i++)
        {
            var lexical = _golden.Floats(_golden.Tensor($"lexical_{width}")).Slice(i * 256, 256);
            Assert.InRange(TensorPrimitives.Dot(lexical, workspace.Lexical(i)), 0.99f, 1.01f);
            var concept = _golden.Floats(_golden.Tensor($"concept_{width}")).Slice(i * 256, 256);
            Assert.InRange(TensorPrimitives.Dot(concept, workspace.Concept(i)), 0.99f, 1.01f);
            for (var t = 0; t < width / 4; t++)
                same += display[(i * width / 4) + t] == workspace.Display(i, width)[t] ? 1 : 0;
        }

        Assert.InRange((double)same / display.Length, 0.97, 1);
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
