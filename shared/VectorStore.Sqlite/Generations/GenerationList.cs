using System.Text.Json;
using System.Text.Json.Serialization;
using Indexing.VectorStore.Sqlite.Database;

namespace Indexing.VectorStore.Sqlite.Generations;

/// <summary>What <c>generations.json</c> says; without the file there is the first generation only.</summary>
/// <param name="Active">Name of the active generation.</param>
/// <param name="Former">Name of the one before, while it is kept.</param>
/// <param name="Models">Names of the generations that were added and the model packs that make them.</param>
internal sealed record GenerationList(string Active, string? Former, IReadOnlyDictionary<string, string> Models)
{
    /// <summary>Lies in the index folder itself, where every index lay before there were generations.</summary>
    public const string First = "1";

    /// <summary>An index whose folder holds one generation.</summary>
    public static GenerationList Default { get; } = new(First, Former: null, new Dictionary<string, string>());

    /// <summary>Reads the file; it is replaced by renaming, so what is read is whole.</summary>
    public static GenerationList Read(string file)
    {
        try
        {
            GenerationList? list = JsonSerializer.Deserialize(File.ReadAllBytes(file), GenerationListJson.Default.GenerationList);
            return list is { Active: not null, Models: not null } ? list : throw Damaged(file);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Default;
        }
        catch (JsonException exception)
        {
            throw Damaged(file, exception);
        }
        catch (Exception exception) when (SqliteErrors.IsStoreFailure(exception))
        {
            throw SqliteErrors.Translate(exception, file);
        }
    }

    /// <summary>Replaces the file: whoever reads finds the old text or the new one, also after a power cut.</summary>
    public void Write(string file)
    {
        string next = file + ".next";
        using (var stream = new FileStream(next, FileMode.Create, FileAccess.Write))
        {
            JsonSerializer.Serialize(stream, this, GenerationListJson.Default.GenerationList);
            stream.Flush(flushToDisk: true);
        }
        File.Move(next, file, overwrite: true);
    }

    private static VectorStoreException Damaged(string file, Exception? exception = null) => new(
        $"'{file}' is damaged: it must name the active generation of the index, as in {{\"active\": \"1\", \"models\": {{}}}}. "
        + "Restore it from a backup, or write the name of the generation that shall be searched.",
        isTransient: false,
        exception);
}

/// <summary>Serialisers that need no reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(GenerationList))]
internal sealed partial class GenerationListJson : JsonSerializerContext;
