using System.Text.Json;
using System.Text.Json.Nodes;
using Indexing.TestSupport;
using Indexing.TestSupport.Sentences;

namespace Indexing.Standalone.Tests.Packs;

/// <summary>An export as they are published for transformers.js: the CLIP-shaped pack's networks, JSON files as CLIP's.</summary>
internal sealed class ClipFolder
{
    public ClipFolder(TemporaryFolder folder, string name = "clip-tiny")
    {
        Path = folder.Combine(name);
        var pack = SentencePacks.CreateClipShaped(folder.Combine("made"));
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "onnx"));
        foreach (var network in new[] { "vision_model.onnx", "text_model.onnx" })
            File.Copy(System.IO.Path.Combine(pack, network), Network(network));
        foreach (var file in new[] { "vocab.json", "merges.txt" })
            File.Copy(System.IO.Path.Combine(pack, file), Locate(file));
        Write("config.json", """
            {
              "_name_or_path": "openai/clip-tiny",
              "model_type": "clip",
              "logit_scale_init_value": 2.6592,
              "projection_dim": 512,
              "text_config": { "bos_token_id": 0, "eos_token_id": 2, "max_position_embeddings": 77 }
            }
            """);
        Write("preprocessor_config.json", """
            {
              "crop_size": 224, "do_center_crop": true, "do_normalize": true, "do_resize": true,
              "feature_extractor_type": "CLIPFeatureExtractor",
              "image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711],
              "resample": 3, "size": 224
            }
            """);
        Write("README.md", "---\nlibrary_name: transformers.js\nlicense: mit\n---\n\n# CLIP\n");
    }

    public string Path { get; }

    public string Network(string file) => System.IO.Path.Combine(Path, "onnx", file);

    public void Write(string file, string content) => File.WriteAllText(Locate(file), content);

    public void Remove(string file) => File.Delete(Locate(file));

    /// <summary>Puts both tokenizer files into one, as newer exports have it.</summary>
    public void JoinTokenizer(bool pairsAsArrays = false)
    {
        var merges = File.ReadLines(Locate("merges.txt")).Skip(1);
        var model = new JsonObject
        {
            ["type"] = "BPE",
            ["end_of_word_suffix"] = "</w>",
            ["vocab"] = JsonNode.Parse(File.ReadAllText(Locate("vocab.json"))),
            ["merges"] = pairsAsArrays
                ? JsonSerializer.SerializeToNode(merges.Select(static pair => pair.Split(' ')))
                : JsonSerializer.SerializeToNode(merges),
        };
        Write("tokenizer.json", new JsonObject { ["added_tokens"] = new JsonArray(), ["model"] = model }.ToJsonString());
        Remove("vocab.json");
        Remove("merges.txt");
    }

    /// <summary>A vision network of another size: the mean colour of a picture, times a matrix.</summary>
    public void WriteVision(int dimension, string output = "image_embeds", object? side = null)
    {
        var weights = Enumerable.Range(0, 3 * dimension).Select(static i => (float)Math.Sin(i)).ToArray();
        File.WriteAllBytes(Network("vision_model.onnx"), new OnnxModel()
            .Input<float>("pixel_values", "batch_size", 3, side ?? "height", side ?? "width")
            .Constant("weights", weights, 3, dimension)
            .Node("GlobalAveragePool", "pixel_values", "mean")
            .Node("Flatten", "mean", "flat")
            .Node("MatMul", "flat weights", output)
            .Output<float>(output, "batch_size", dimension)
            .ToArray());
    }

    private string Locate(string file) => System.IO.Path.Combine(Path, file);
}
