using System.Text.Json.Nodes;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;

namespace Indexing.Vision.Tests.Onnx;

public sealed class NetworkVariantTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("indexing-pack-");
    private readonly JsonObject _pack;

    public NetworkVariantTests()
    {
        foreach (var file in Directory.GetFiles(Golden.PackDirectory))
            File.Copy(file, Path.Combine(_folder.FullName, Path.GetFileName(file)));
        _pack = JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.FullName, "pack.json")))!.AsObject();
        Encoder.Remove("variants");
        Encoder.Remove("preferred");
    }

    private JsonObject Encoder => _pack["wordEncoder"]!.AsObject();

    [Theory]
    [InlineData("cpu", null, Precision.Int8)]
    [InlineData("cuda", null, Precision.Fp16)]
    [InlineData("other", null, Precision.Fp32)]
    [InlineData("cpu", Precision.Fp32, Precision.Fp32)]
    [InlineData("cpu", Precision.Fp16, Precision.Fp16)]
    public void On_Device_IsThePacksChoiceUnlessFixed(string device, Precision? wanted, Precision expected)
    {
        AddVariants("int8", "fp16");
        Encoder["preferred"] = new JsonObject { ["cpu"] = "int8", ["cuda"] = "fp16" };

        Assert.Equal(expected, Open().Description.WordEncoder.On(device, wanted));
    }

    [Fact]
    public void On_PrecisionThatThePackLacks_IsFp32() =>
        Assert.Equal(Precision.Fp32, Open().Description.WordEncoder.On("cpu", Precision.Int8));

    [Fact]
    public void Open_PreferenceWithoutAVariant_SaysSo()
    {
        Encoder["preferred"] = new JsonObject { ["cpu"] = "int8" };

        Assert.Contains("prefers int8 on 'cpu'", Assert.Throws<ModelPackException>(Open).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fp32")]
    [InlineData("int8", "int8")]
    public void Open_TwoFilesOfOnePrecision_SaysSo(params string[] precisions)
    {
        AddVariants(precisions);

        Assert.Contains("more than one file", Assert.Throws<ModelPackException>(Open).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Open_UnknownPrecision_SaysSo()
    {
        AddVariants("int4");

        Assert.Throws<ModelPackException>(Open);
    }

    [Fact]
    public void Load_PreferredVariant_IsTheFileThatIsRead()
    {
        AddVariants("int8");
        Encoder["preferred"] = new JsonObject { ["cpu"] = "int8" };
        File.Delete(Path.Combine(_folder.FullName, "word_encoder.onnx"));

        using var embedder = new RegionEmbedder(Open(), Golden.Device(new InferenceOptions()));

        Assert.Equal(Precision.Int8, embedder.Precision);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private void AddVariants(params IReadOnlyList<string> precisions)
    {
        // Which numbers are inside does not matter here.
        var sha256 = (string)Encoder["sha256"]!;
        Encoder["variants"] = new JsonArray([.. precisions.Select(precision =>
            new JsonObject { ["precision"] = precision, ["file"] = "variant.onnx", ["sha256"] = sha256 })]);
        File.Copy(Path.Combine(_folder.FullName, "word_encoder.onnx"), Path.Combine(_folder.FullName, "variant.onnx"), overwrite: true);
    }

    private ModelPack Open()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "pack.json"), _pack.ToJsonString());
        return ModelPack.Open(_folder.FullName);
    }
}
