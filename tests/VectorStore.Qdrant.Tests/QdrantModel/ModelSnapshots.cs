using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Indexing.VectorStore.Qdrant.Tests.QdrantModel;

/// <summary>
/// Snapshots of collections as Qdrant's documentation and OpenAPI document describe them: made on the server, downloaded as a file,
/// removed, and uploaded as the part <c>snapshot</c> of a form, which makes the collection or overwrites it. A file here is a number, in
/// some kilobytes, of a copy that the model keeps; a file that was changed names none.
/// </summary>
internal sealed class ModelSnapshots(Dictionary<string, ModelCollection> collections)
{
    private const int FileBytes = 3000;

    private readonly Dictionary<(string Collection, string Name), byte[]> _files = [];
    private readonly Dictionary<string, ModelCollection> _copies = [];

    /// <summary>Snapshots that lie on the server now.</summary>
    public int Count => _files.Count;

    /// <summary>Lets files of another server be uploaded here: what they hold is kept by the model, not in the file.</summary>
    public void Accept(ModelSnapshots other)
    {
        foreach ((string hash, ModelCollection copy) in other._copies)
            _copies[hash] = copy;
    }

    /// <summary>The snapshot that a request wants to download.</summary>
    public static (string Collection, string Name)? FileOf(HttpRequestMessage request) =>
        request.Method == HttpMethod.Get
        && request.RequestUri!.AbsolutePath.Trim('/').Split('/') is ["collections", var collection, "snapshots", var name]
            ? (collection, Uri.UnescapeDataString(name))
            : null;

    /// <summary>The body as JSON; of a form, its part as <c>snapshot</c> in base64.</summary>
    public static async Task<string> ReadBodyAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null)
            return "";
        if (request.Content.Headers.ContentType?.MediaType != "multipart/form-data")
            return await request.Content.ReadAsStringAsync(cancellationToken);
        string boundary = HeaderUtilities.RemoveQuotes(
            MediaTypeHeaderValue.Parse(request.Content.Headers.ContentType.ToString()).Boundary).ToString();
        var reader = new MultipartReader(boundary, await request.Content.ReadAsStreamAsync(cancellationToken));
        var fields = new JsonObject();
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            using var content = new MemoryStream();
            await section.Body.CopyToAsync(content, cancellationToken);
            string name = section.GetContentDispositionHeader()!.Name.ToString().Trim('"');
            fields[name] = Convert.ToBase64String(content.ToArray());
        }
        return fields.ToJsonString();
    }

    public JsonArray List(string collection) => new(
        [.. _files.Where(file => file.Key.Collection == collection).Select(file => Describe(file.Key.Name, file.Value))]);

    public JsonObject Create(string collection)
    {
        Find(collection);
        string name = $"{collection}-1-2026-11-22-10-00-{_copies.Count:00}.snapshot";
        byte[] file = Encoding.ASCII.GetBytes(name.PadRight(FileBytes, '.'));
        _copies[Convert.ToHexStringLower(SHA256.HashData(file))] = collections[collection].Copy();
        _files[(collection, name)] = file;
        return Describe(name, file);
    }

    public byte[] Read(string collection, string name)
    {
        Find(collection);
        return _files.GetValueOrDefault((collection, name)) ?? throw Missing(name);
    }

    public JsonValue Delete(string collection, string name)
    {
        Find(collection);
        return _files.Remove((collection, name)) ? JsonValue.Create(true) : throw Missing(name);
    }

    public JsonValue Recover(string collection, string query, JsonObject form)
    {
        var parameters = HttpUtility.ParseQueryString(query);
        if (parameters["priority"] is not ("snapshot" or "replica" or "no_sync"))
            throw new ModelException(400, $"Query deserialize error: unknown variant `{parameters["priority"]}`");
        if (form["snapshot"] is null)
            throw new ModelException(400, "Multipart deserialize error: Field 'snapshot' is missing");
        string hash = Convert.ToHexStringLower(SHA256.HashData(Convert.FromBase64String((string)form["snapshot"]!)));
        if (parameters["checksum"] is { } checksum && checksum != hash)
            throw new ModelException(400, $"Wrong input: Snapshot checksum mismatch: expected {checksum}, got {hash}");
        if (!_copies.TryGetValue(hash, out ModelCollection? copy))
            throw new ModelException(400, "Wrong input: Failed to read the snapshot");
        collections[collection] = copy.Copy();
        return JsonValue.Create(true);
    }

    private static ModelException Missing(string name) => new(404, $"Not found: Snapshot {name} not found");

    /// <summary>By its own name: the documentation says nothing of aliases here.</summary>
    private void Find(string collection)
    {
        if (!collections.ContainsKey(collection))
            throw new ModelException(404, $"Not found: Collection `{collection}` doesn't exist!");
    }

    private static JsonObject Describe(string name, byte[] file) => new()
    {
        ["name"] = name,
        ["creation_time"] = "2026-11-22T10:00:00",
        ["size"] = file.Length,
        ["checksum"] = Convert.ToHexStringLower(SHA256.HashData(file)),
    };
}
