using Indexing.Vision.Imaging;
using Indexing.Vision.Sentences;
using static Indexing.Vision.Tests.Sentences.SentencePackFixture;

namespace Indexing.Vision.Tests.Sentences;

/// <summary>The shipped pack computes here what its training code wrote down beside it.</summary>
public sealed class OwnPackTests
{
    private const int Side = 160;
    private static readonly SentencePack Pack = SentencePack.Open(Golden.SentencePackDirectory);
    private readonly Golden _golden = new(Golden.SentencePackDirectory, "sentences");

    [Fact]
    public void Encode_Sentences_AgreesWithTheTraining()
    {
        using var encoder = new SentenceEncoder(Pack, Options);
        var expected = _golden.Floats(_golden.Tensor("sentences"));

        foreach (var (number, sentence) in _golden.Description.GetProperty("sentences").EnumerateArray().Index())
            Assert.Equal(1, Cosine(encoder.Encode(sentence.GetString()!), expected.Slice(number * 256, 256)), 1e-4);
    }

    /// <summary>The goldens' pictures are not in whole bytes, which a decoded one is: 1/510 of noise in every value.</summary>
    [Fact]
    public async Task Encode_Pictures_AgreesWithTheTraining()
    {
        using var encoder = new SceneEncoder(Pack, Golden.Device());
        for (var number = 0; number < 2; number++)
        {
            using var picture = Picture(number);
            var scene = await encoder.EncodeAsync(picture, CancellationToken.None);

            Assert.InRange(Cosine(scene, _golden.Floats(_golden.Tensor("scene")).Slice(number * 256, 256)), 0.999f, 1.0001f);
        }
    }

    [Fact]
    public async Task Map_Picture_AgreesWithTheTraining()
    {
        using var encoder = new SceneEncoder(Pack, Golden.Device());
        using var picture = Picture(0);
        var map = await encoder.MapAsync(picture, CancellationToken.None);

        Assert.Equal((10, 10), (map!.Rows, map.Columns));
        var objectness = _golden.Floats(_golden.Tensor("map_objectness"));
        for (var cell = 0; cell < 100; cell++)
            Assert.Equal(1 / (1 + MathF.Exp(-objectness[cell])), map.Objectness(cell / 10, cell % 10), 0.02);
    }

    private DecodedImage Picture(int number)
    {
        var planes = _golden.Floats(_golden.Tensor("pictures")).Slice(number * 3 * Side * Side, 3 * Side * Side);
        var pixels = new byte[3 * Side * Side];
        for (var i = 0; i < Side * Side; i++)
            for (var channel = 0; channel < 3; channel++)
                pixels[(3 * i) + channel] = (byte)MathF.Round(planes[(channel * Side * Side) + i] * 255);
        return DecodedImage.FromPixels(pixels, Side, Side);
    }
}
