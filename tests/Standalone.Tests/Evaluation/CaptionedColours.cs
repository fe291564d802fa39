using System.Text.Json;
using Indexing.Standalone.Commands;
using Indexing.Standalone.Evaluation;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;
using Indexing.Vision.Detection;
using Indexing.Vision.Embedding;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Standalone.Tests.Evaluation;

/// <summary>A captioned set of coloured pictures, and the product with a sentence pack that knows colours.</summary>
public sealed class CaptionedColours : IDisposable
{
    private static readonly string[][] Pictures = [["red"], ["blue"], ["red", "blue"], ["lime", "navy"]];
    private readonly TemporaryFolder _folder = new();

    public CaptionedColours()
    {
        Directory.CreateDirectory(_folder.Combine("images"));
        foreach (var colours in Pictures)
            File.WriteAllBytes(_folder.Combine($"images/{NameOf(colours)}"), SentencePacks.Png(colours));
        var lines = Pictures.Select(colours => JsonSerializer.Serialize(new
        {
            image = NameOf(colours),
            split = "dev",
            captions = new[] { $"a picture of {string.Join(" and ", colours)}", $"the {string.Join(" ", colours)} house" },
        }));
        const string OfAnotherPart = """{"image": "missing.png", "split": "train", "captions": ["a red dog"]}""";
        File.WriteAllLines(_folder.Combine("gt.jsonl"), [.. lines, OfAnotherPart]);
    }

    internal EvaluationSet Set => EvaluationSet.Read(_folder.Path, holdout: 1, limit: int.MaxValue).WithCaptions("dev", int.MaxValue);

    /// <summary>Folder for more pictures that the product may read.</summary>
    internal string More => Directory.CreateDirectory(_folder.Combine("more")).FullName;

    internal Task<EvaluationHost> StartAsync(CancellationToken cancellationToken)
    {
        var pack = SentencePacks.CreateColours(_folder.Combine("models"));
        return EvaluationHost.StartAsync(
            [Set.ImageDirectory, More],
            services => services.AddSingleton<ITextDetector, NoTextDetector>()
                .PostConfigure<InferenceOptions>(options => options.SentencePack = pack),
            cancellationToken);
    }

    public void Dispose() => _folder.Dispose();

    private static string NameOf(string[] colours) => $"{string.Join('-', colours)}.png";
}
