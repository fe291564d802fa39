using Indexing.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.OpenApi;

namespace Indexing.Http;

/// <summary>
/// What the API description (OpenAPI) says of an endpoint beyond its bodies. Compiled into both features, which share no project.
/// </summary>
internal static class EndpointDescription
{
    /// <summary>Name and purpose.</summary>
    public static RouteHandlerBuilder Describe(this RouteHandlerBuilder endpoint, string operationId, string summary) =>
        endpoint.WithName(operationId).WithSummary(summary);

    /// <summary>
    /// The body. Any media type is let through to the handler, which refuses a wrong one with a reason; routing would refuse it without.
    /// The description leaves the wildcard out.
    /// </summary>
    public static RouteHandlerBuilder Takes<T>(this RouteHandlerBuilder endpoint, string mediaType, params string[] others)
        where T : notnull =>
        endpoint.Accepts<T>(mediaType, [.. others, "*/*"]);

    /// <summary>The same of a body that may be left out.</summary>
    public static RouteHandlerBuilder MayTake<T>(this RouteHandlerBuilder endpoint, string mediaType)
        where T : notnull =>
        endpoint.Accepts<T>(isOptional: true, mediaType, "*/*");

    /// <summary>The statuses under which a <see cref="Problem"/> is sent.</summary>
    public static RouteHandlerBuilder Problems(this RouteHandlerBuilder endpoint, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses)
            endpoint.Produces<Problem>(status, "application/problem+json");
        return endpoint;
    }

    /// <summary>What the address and the headers hold; handlers read them by hand, for errors that say what is allowed.</summary>
    public static RouteHandlerBuilder WithParameters(this RouteHandlerBuilder endpoint, params OpenApiParameter[] parameters) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters = [.. parameters];
            return Task.CompletedTask;
        });
}
