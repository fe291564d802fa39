using System.Text.Json;
using System.Text.RegularExpressions;
using Indexing.Contracts;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Indexing.Search.Http;

/// <summary>
/// The description of the whole API in OpenAPI 3.1, as the program that hosts it serves it; clients are made from the copy in
/// shared/Client/openapi.json.
/// </summary>
public static partial class ApiDocument
{
    private const string Key = "apiKey";
    private const JsonSchemaType Numbers = JsonSchemaType.Integer | JsonSchemaType.Number;

    /// <summary>
    /// What callers write may leave members out, and so may other software's problems; the service itself writes every member.
    /// </summary>
    private static readonly HashSet<Type> ReadTypes =
    [
        typeof(SearchRequest), typeof(FusionOptions), typeof(LocateRequest), typeof(CleanTagsRequest),
        typeof(RankCaptionsRequest), typeof(IngestImageRequest), typeof(ImageSource), typeof(Problem),
    ];

    /// <summary>Adds what describes the mapped endpoints.</summary>
    public static IServiceCollection AddApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = endpoint => endpoint.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer(DescribeService);
        options.AddOperationTransformer(DescribeAccess);
        options.AddSchemaTransformer(DescribeSchema);
        options.AddDocumentTransformer(DescribeMembers);
    });

    /// <summary>Serves it at <c>/openapi/v1.json</c>.</summary>
    public static IEndpointConventionBuilder MapApiDocument(this IEndpointRouteBuilder routes) => routes.MapOpenApi();

    private static Task DescribeService(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken _)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Indexing",
            Version = "v1",
            Description = "Finds photographs by the words in them.",
            License = new OpenApiLicense { Name = "Apache-2.0", Identifier = "Apache-2.0" },
        };
        // Whoever serves it knows the address better than the description does.
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Key] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "An API key, when the service asks for one.",
            },
        };
        return Task.CompletedTask;
    }

    private static Task DescribeAccess(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken _)
    {
        var role = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().LastOrDefault()?.Policy;
        if (role is not null)
            operation.Description = $"Needs the role `{role}`.";
        operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Key, context.Document)] = [] }];
        operation.RequestBody?.Content?.Remove("*/*");
        operation.Responses ??= [];
        operation.Responses.TryAdd("401", Refusal("Unauthorized", context));
        operation.Responses.TryAdd("429", Refusal("Too Many Requests", context, RetryAfter));
        if (operation.Responses.TryGetValue("503", out var away) && away is OpenApiResponse response)
            response.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = RetryAfter };
        return Task.CompletedTask;
    }

    private static OpenApiHeader RetryAfter => new()
    {
        Description = "Seconds after which the same request may succeed.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int32", Minimum = "0" },
    };

    private static OpenApiResponse Refusal(
        string description, OpenApiOperationTransformerContext context, OpenApiHeader? retryAfter = null) => new()
        {
            Description = description,
            Headers = retryAfter is null ? null : new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = retryAfter },
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), context.Document) },
            },
        };

    private static Task DescribeSchema(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken _)
    {
        // The service reads numbers that come as text too, and the generator says so; what it writes are numbers.
        if (schema.Type is { } type && (type & Numbers) != 0 && type.HasFlag(JsonSchemaType.String))
        {
            schema.Type = type & ~JsonSchemaType.String;
            schema.Pattern = null;
        }

        if (schema.Enum is { Count: > 0 })
            schema.Type = JsonSchemaType.String;
        if (schema.Properties is { } properties && !ReadTypes.Contains(context.JsonTypeInfo.Type))
            schema.Required = properties.Keys.ToHashSet();
        return Task.CompletedTask;
    }

    /// <summary>
    /// The generator names a member that a comment refers to by its C# type and name, and hides the comment of a member that may be null.
    /// </summary>
    private static Task DescribeMembers(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken _)
    {
        foreach (var schema in document.Components?.Schemas?.Values ?? [])
        {
            Describe(schema);
            foreach (var property in schema.Properties?.Values ?? [])
            {
                property.Description ??= property.OneOf?.LastOrDefault()?.Description;
                Describe(property);
            }
        }

        return Task.CompletedTask;
    }

    private static void Describe(IOpenApiSchema schema) => schema.Description = schema.Description is { } text
        ? MemberReference().Replace(text, match => $"`{JsonNamingPolicy.CamelCase.ConvertName(match.Groups[1].Value)}`")
        : null;

    [GeneratedRegex(@"(?:[a-z]+\??(?:\[\]\??)?|IReadOnly\w+&lt;[^&]*&gt;) [A-Z]\w+\.([A-Z]\w*)")]
    private static partial Regex MemberReference();
}
