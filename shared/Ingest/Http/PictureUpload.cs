using System.Buffers;
using System.IO.Pipelines;
using Indexing.Ingest.Messaging;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.Http;

/// <summary><c>PUT /v1/images/{id}/content</c>: takes a picture in. The body is streamed to where it is kept, never held whole.</summary>
internal static class PictureUpload
{
    public static async Task<IResult> PutAsync(HttpContext context, ImageAnnouncer announcer, IOptions<IngestOptions> options)
    {
        var maxBytes = options.Value.MaxUploadBytes;
        if (context.Request.ContentLength > maxBytes)
            return TooLarge(maxBytes);
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = maxBytes;
        var key = RequestValues.Key(context);
        var version = RequestValues.Number(context, "version", 0, long.MaxValue);
        if (!await IsPictureAsync(context.Request.BodyReader, context.RequestAborted).ConfigureAwait(false))
        {
            return IngestProblem.Create(
                StatusCodes.Status415UnsupportedMediaType, "not_a_picture", "The body is no JPEG, PNG or WebP file: send the file itself.");
        }

        var upload = new UploadedImage
        {
            Key = key,
            Version = version,
            Tags = [.. context.Request.Query["tag"].Select(tag => tag ?? "")],
            Content = context.Request.BodyReader.AsStream(),
        };
        try
        {
            return IngestEndpoints.Answer(await announcer.UploadAsync(upload, context.RequestAborted).ConfigureAwait(false));
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return TooLarge(maxBytes);
        }
    }

    /// <summary>Looks at the first bytes, whatever the caller claims, and leaves them to be read again.</summary>
    private static async Task<bool> IsPictureAsync(PipeReader body, CancellationToken cancellationToken)
    {
        var read = await body.ReadAtLeastAsync(PictureMediaType.HeaderLength, cancellationToken).ConfigureAwait(false);
        var isPicture = IsPicture(read.Buffer);
        body.AdvanceTo(read.Buffer.Start);
        return isPicture;
    }

    private static bool IsPicture(ReadOnlySequence<byte> start)
    {
        Span<byte> header = stackalloc byte[PictureMediaType.HeaderLength];
        var length = (int)Math.Min(start.Length, header.Length);
        start.Slice(0, length).CopyTo(header);
        return PictureMediaType.Of(header[..length]) is not null;
    }

    private static IResult TooLarge(long maxBytes) => IngestProblem.Create(
        StatusCodes.Status413PayloadTooLarge,
        "body_too_large",
        $"At most {maxBytes} bytes can be uploaded; announce a larger picture by its address.");
}
