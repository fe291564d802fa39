using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Indexing.Query.Tests.Contract;

/// <summary>Makes requests that nobody meant from valid ones; the same number always makes the same request.</summary>
internal sealed class RequestMutator(Uri server)
{
    private const int Seed = 20_261_122;

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "BREW"];

    private static readonly string[] Headers =
        ["Content-Type", "Accept", "If-None-Match", "Range", "Content-Encoding", "traceparent", "X-Forwarded-For", "Origin", "X-Api-Key"];

    private static readonly string[] Texts =
    [
        "", " ", "0", "-1", "1e999", "NaN", "99999999999999999999", "null", "true", "[]", "{}", "*", "%00", "%", "%zz", "%C0%AF",
        "%ED%A0%80", "..", "../../x", "a/b", "\"", "'", "a OR", "\"a", "OR OR", "'; DROP TABLE words; --", "字", "\u202e",
        "application/json;charset=utf-7", "image/png;q=x", "gzip", "bytes=0-", "W/\"", "text/plain", "multipart/form-data", "museum",
        new string('a', 3000),
    ];

    private static readonly string[] Members =
    [
        "query", "tenant", "mode", "top", "minScore", "tags", "metadata", "cursor", "fusion", "updatedFrom", "imageId", "source", "version",
        "phrase", "proposals", "captions",
    ];

    private static readonly string[] Parameters =
        ["tenant", "limit", "top", "minScore", "size", "after", "status", "format", "prefix", "distance", "version", "tag", "words"];

    /// <summary>Pictures are looked at by networks, so they take few turns.</summary>
    private static readonly string[] Operations =
        [.. ContractRequests.Valid.Keys.SelectMany(name => Enumerable.Repeat(name, name is "searchByPicture" or "locatePhrase" ? 1 : 8))];

    /// <summary>The request of this number.</summary>
    public async Task<HttpRequestMessage> MakeAsync(int number)
    {
        var random = new Random(Seed + number);
        var request = ContractRequests.Valid[Pick(random, Operations)]("default");
        // Otherwise JsonContent writes when it is sent, in whatever charset a changed header names.
        await (request.Content?.LoadIntoBufferAsync() ?? Task.CompletedTask);
        var address = request.RequestUri!.OriginalString;
        for (var turns = random.Next(1, 4); turns > 0; turns--)
        {
            switch (random.Next(6))
            {
                case 0:
                    request.Method = new HttpMethod(Pick(random, Methods));
                    break;
                case 1:
                    address = Mutate(random, address);
                    break;
                case 2:
                    address = WithParameter(random, address);
                    break;
                case 3:
                    AddHeader(random, request);
                    break;
                default:
                    await MutateBodyAsync(random, request);
                    break;
            }
        }

        request.RequestUri = AddressOf(address);
        return request;
    }

    private Uri AddressOf(string address)
    {
        // What no request line can hold is encoded; all else goes out as it is.
        var target = string.Concat(address.Select(c =>
            c is > ' ' and < '\u007f' and not '#' ? c.ToString() : Uri.EscapeDataString(c.ToString())));
        return new Uri(
            server.GetLeftPart(UriPartial.Authority) + (target.StartsWith('/') ? target : $"/{target}"),
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
    }

    private static string Mutate(Random random, string text)
    {
        var place = random.Next(text.Length + 1);
        return random.Next(4) switch
        {
            0 => text[..place] + text[Math.Min(place + 1, text.Length)..],
            1 => text.Insert(place, Pick(random, Texts)),
            2 => text.Insert(place, ((char)random.Next(1, 0x250)).ToString()),
            _ => text[..place],
        };
    }

    private static string WithParameter(Random random, string address)
    {
        var name = Pick(random, Parameters);
        return $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Pick(random, Texts)}";
    }

    private static void AddHeader(Random random, HttpRequestMessage request)
    {
        var (name, value) = (Pick(random, Headers), Pick(random, Texts));
        HttpHeaders? headers = name.StartsWith("Content", StringComparison.Ordinal) ? request.Content?.Headers : request.Headers;
        headers?.Remove(name);
        headers?.TryAddWithoutValidation(name, value.All(char.IsAscii) ? value : "x");
    }

    private static async Task MutateBodyAsync(Random random, HttpRequestMessage request)
    {
        if (request.Content is not { } content)
        {
            request.Content = new StringContent(Pick(random, Texts));
            return;
        }

        var body = await content.ReadAsByteArrayAsync();
        var type = content.Headers.ContentType;
        body = body is [(byte)'{', ..] && random.Next(2) == 0 ? OfMembers(random, body) : OfBytes(random, body);
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = type } };
    }

    private static byte[] OfMembers(Random random, byte[] body)
    {
        try
        {
            var members = JsonNode.Parse(body)!.AsObject();
            members[Pick(random, Members)] = Value(random);
            return Encoding.UTF8.GetBytes(members.ToJsonString());
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // An earlier turn has left no JSON.
            return OfBytes(random, body);
        }
    }

    private static JsonNode? Value(Random random) => random.Next(8) switch
    {
        0 => null,
        1 => random.Next() - 1_000_000,
        2 => random.NextDouble() * 1e300,
        3 => new JsonArray(null, 1, "a"),
        4 => new JsonObject { ["k"] = -1, ["weights"] = new JsonObject { ["exact"] = "x" }, ["uri"] = Pick(random, Texts) },
        5 => Deep(random.Next(1, 100)),
        6 => false,
        _ => Pick(random, Texts),
    };

    private static JsonArray Deep(int levels)
    {
        var array = new JsonArray();
        for (var level = 0; level < levels; level++)
            array = new JsonArray(array);
        return array;
    }

    private static byte[] OfBytes(Random random, byte[] body)
    {
        if (body.Length == 0)
            return [0xff];
        var place = random.Next(body.Length);
        switch (random.Next(3))
        {
            case 0:
                return body[..place];
            case 1:
                body[place] = (byte)random.Next(256);
                return body;
            default:
                return [.. body[..place], .. Encoding.UTF8.GetBytes(Pick(random, Texts)), .. body[place..]];
        }
    }

    private static string Pick(Random random, string[] choices) => choices[random.Next(choices.Length)];
}
