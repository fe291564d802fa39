using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Indexing.Http;

/// <summary>
/// Parameters of the HTTP API as its description (OpenAPI) gives them. Compiled into both features, which share no project.
/// </summary>
internal static class EndpointParameters
{
    public static OpenApiParameter ImageId() => new()
    {
        Name = "imageId",
        In = ParameterLocation.Path,
        Required = true,
        Description = "The publisher's id of the picture as one percent-encoded segment: a slash in it is %2F.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 1024 },
    };

    public static OpenApiParameter Word() => new()
    {
        Name = "word",
        In = ParameterLocation.Path,
        Required = true,
        Description = "A noun or an adjective that the sentence pack knows, any case.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1 },
    };

    public static OpenApiParameter Tenant() => new()
    {
        Name = "tenant",
        In = ParameterLocation.Query,
        Description = "Owner of the picture; absent: the only tenant of the API key, otherwise default.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 128 },
    };

    public static OpenApiParameter Integer(string name, string description, long smallest, long largest, long? byDefault = null) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = largest > int.MaxValue ? "int64" : "int32",
            Minimum = smallest.ToString(CultureInfo.InvariantCulture),
            Maximum = largest.ToString(CultureInfo.InvariantCulture),
            Default = byDefault is { } value ? JsonValue.Create(value) : null,
        },
    };

    public static OpenApiParameter Score(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Number, Format = "double", Minimum = "0", Maximum = "1" },
    };

    public static OpenApiParameter Text(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    public static OpenApiParameter Choice(string name, string description, params ReadOnlySpan<string> names)
    {
        var allowed = new List<JsonNode>();
        foreach (var choice in names)
            allowed.Add(choice);
        return new OpenApiParameter
        {
            Name = name,
            In = ParameterLocation.Query,
            Description = description,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = allowed },
        };
    }

    public static OpenApiParameter Texts(string name, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Style = ParameterStyle.Form,
        Explode = true,
        Schema = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
    };

    public static OpenApiParameter IfNoneMatch() => new()
    {
        Name = "If-None-Match",
        In = ParameterLocation.Header,
        Description = "ETag of an earlier answer; 304 when it still holds.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };
}
