using Indexing.Contracts;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.Messaging;

/// <summary>What an announcement must look like. Immutable.</summary>
public sealed class AnnouncementRules(IOptions<IngestOptions> options)
{
    private const int MaxImageId = 1024;
    private const int MaxTenant = 128;
    private const int MaxTags = 64;
    private const int MaxTag = 128;
    private readonly IngestOptions _options = options.Value;

    /// <summary>Why the announcement is refused, or <see langword="null"/>.</summary>
    public AnnounceResult.Refused? Check(IngestImageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.ImageId.Length is 0 or > MaxImageId || request.ImageId is "." or "..")
            return Invalid($"imageId needs 1..{MaxImageId} characters and must not be '.' or '..'.");
        if (request.Tenant.Length is 0 or > MaxTenant)
            return Invalid($"tenant needs 1..{MaxTenant} characters.");
        if (_options.Tenants.Count > 0 && !_options.Tenants.Contains(request.Tenant))
            return new AnnounceResult.Refused("unknown_tenant", $"The tenant '{request.Tenant}' is not served here.");
        if (request.Version < 0)
            return Invalid($"version is {request.Version}; it must not be negative.");
        if (request.Tags.Count > MaxTags || request.Tags.Any(tag => tag.Length is 0 or > MaxTag))
            return Invalid($"tags: at most {MaxTags} of 1..{MaxTag} characters.");
        return request.Metadata.Count > MaxTags ? Invalid($"metadata: at most {MaxTags} entries.") : Check(request.Source);
    }

    private AnnounceResult.Refused? Check(ImageSource source)
    {
        if (source.Uri is null == source.Inline is null)
            return Invalid("source needs exactly one of uri and inline.");
        if (source.Uri is { } uri && !Uri.TryCreate(uri, UriKind.Absolute, out _))
            return Invalid("source.uri must be an absolute address, for example file:///srv/pictures/shop.jpg.");
        if (source.Sha256 is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
            return Invalid("source.sha256 must have 64 hexadecimal digits.");
        return source.Inline?.Length > _options.MaxInlineBytes
            ? new AnnounceResult.Refused(
                "inline_too_large",
                $"The inline picture has {source.Inline.Length} bytes; {_options.MaxInlineBytes} are allowed. Give its address instead.")
            : null;
    }

    private static AnnounceResult.Refused Invalid(string detail) => new("invalid_request", detail);
}
