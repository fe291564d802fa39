using System.Text;
using System.Text.Json;
using Indexing.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace Indexing.Search.Http;

/// <summary><c>POST /v1/search/export</c>: the hits of a search as a file, written while it is sent.</summary>
internal static class ExportEndpoint
{
    public const string Csv = "csv";
    public const string JsonLines = "jsonl";
    public const string CsvType = "text/csv";
    public const string JsonLinesType = "application/jsonl";

    private const int MostHits = 1000;
    private static readonly byte[] NewLine = "\n"u8.ToArray();

    public static async Task<IResult> PostAsync(HttpContext context, SearchService search, IOptions<JsonOptions> json)
    {
        var format = RequestValues.Choice(context, "format", Csv, JsonLines) ?? JsonLines;
        var (request, problem) = await SearchBody.ReadAsync(context).ConfigureAwait(false);
        if (request is null)
            return problem!;
        var whole = request with { Top = MostHits, Cursor = null, Facets = false };
        var answer = await search.SearchAsync(whole, context.RequestAborted).ConfigureAwait(false);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"hits.{format}\"";
        return format == Csv
            ? Results.Stream(body => WriteCsvAsync(body, answer.Hits, context.RequestAborted), $"{CsvType}; charset=utf-8; header=present")
            : Results.Stream(
                body => WriteJsonLinesAsync(body, answer.Hits, json.Value.SerializerOptions, context.RequestAborted), JsonLinesType);
    }

    private static async Task WriteCsvAsync(Stream body, IReadOnlyList<SearchHit> hits, CancellationToken cancellationToken)
    {
        var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteAsync(HitTable.Header.AsMemory(), cancellationToken).ConfigureAwait(false);
            foreach (var hit in hits)
                await writer.WriteAsync(HitTable.Row(hit).AsMemory(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task WriteJsonLinesAsync(
        Stream body, IReadOnlyList<SearchHit> hits, JsonSerializerOptions options, CancellationToken cancellationToken)
    {
        foreach (var hit in hits)
        {
            await JsonSerializer.SerializeAsync(body, hit, options, cancellationToken).ConfigureAwait(false);
            await body.WriteAsync(NewLine, cancellationToken).ConfigureAwait(false);
        }
    }
}
