using System.Diagnostics.CodeAnalysis;
using Indexing.Contracts;
using Microsoft.Extensions.Options;

namespace Indexing.Ingest.Messaging;

/// <summary>What an announcement must look like, over HTTP and in a queue. Immutable.</summary>
public sealed class AnnouncementRules(IOptions<IngestOptions> options)
{
    private const int SchemaVersion = 1;
    private const int MaxImageId = 1024;
    private const int MaxTenant = 128;
    private const int MaxTags = 64;
    private const int MaxTag = 128;
    private readonly IngestOptions _options = options.Value;

    /// <summary>Why the announcement is refused, or <see langword="null"/>.</summary>
    public AnnounceResult.Refused? Check(IngestImageRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return CheckKey(request.Tenant ?? TenantAccess.Default, request.ImageId, request.Version ?? 0)
            ?? CheckLabels(request.Tags, request.Metadata)
            ?? CheckSource(request.Source)
            ?? CheckOwner(request.Source);
    }

    /// <summary>Why an upload is refused before its content is read, or <see langword="null"/>.</summary>
    public AnnounceResult.Refused? Check(UploadedImage upload)
    {
        ArgumentNullException.ThrowIfNull(upload);
        return CheckKey(upload.Key.Tenant, upload.Key.ImageId, upload.Version ?? 0)
            ?? CheckLabels(upload.Tags, new Dictionary<string, string>());
    }

    /// <summary>The whole of an upload that fits into a message, or <see langword="null"/> when it is larger.</summary>
    internal async Task<byte[]?> ReadInlineAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[_options.MaxInlineBytes + 1];
        var length = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken)
            .ConfigureAwait(false);
        return length <= _options.MaxInlineBytes ? buffer[..length] : null;
    }

    /// <summary>The refusal of an upload that fits into no message, on a service that keeps no pictures.</summary>
    internal AnnounceResult.Refused NotKept() => new(
        "inline_too_large",
        $"This service keeps no pictures and takes up to {_options.MaxInlineBytes} bytes. Announce the picture by its address "
        + "(POST /v1/images), or let the operator set Ingest:InlineDirectory.");

    /// <summary>Refuses a command that no worker can ever execute.</summary>
    /// <exception cref="InvalidMessageException">It breaks a rule.</exception>
    public void Demand(IngestImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Demand(
            CheckSchema(image.SchemaVersion)
            ?? CheckKey(image.Tenant, image.ImageId, image.Version)
            ?? CheckLabels(image.Tags, image.Metadata)
            ?? CheckSource(image.Source));
    }

    /// <inheritdoc cref="Demand(IngestImage)"/>
    public void Demand(DeleteImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        Demand(CheckSchema(image.SchemaVersion) ?? CheckKey(image.Tenant, image.ImageId, image.Version));
    }

    /// <summary>Whether a picture can have this owner and this id; a store refuses to be asked for others.</summary>
    public static bool IsKey(string tenant, string imageId) => IsText(tenant, MaxTenant) && IsText(imageId, MaxImageId);

    private static bool IsText([NotNullWhen(true)] string? text, int maxLength) =>
        text is { Length: > 0 } && text.Length <= maxLength && !text.Contains('\0', StringComparison.Ordinal);

    private static void Demand(AnnounceResult.Refused? refused)
    {
        if (refused is not null)
            throw new InvalidMessageException(refused.Code == "invalid_request" ? "invalid_message" : refused.Code, refused.Detail);
    }

    private static AnnounceResult.Refused? CheckSchema(int version) => version == SchemaVersion
        ? null
        : new AnnounceResult.Refused("unknown_schema_version", $"schemaVersion is {version}; this worker knows {SchemaVersion}.");

    /// <summary>A publisher in another language may send null where the contract has none.</summary>
    private AnnounceResult.Refused? CheckKey(string? tenant, string? imageId, long version)
    {
        if (!IsText(imageId, MaxImageId) || imageId is "." or "..")
            return Invalid($"imageId needs 1..{MaxImageId} characters without NUL and must not be '.' or '..'.");
        if (!IsText(tenant, MaxTenant))
            return Invalid($"tenant needs 1..{MaxTenant} characters without NUL.");
        if (_options.Tenants.Count > 0 && !_options.Tenants.Contains(tenant))
            return new AnnounceResult.Refused("unknown_tenant", $"The tenant '{tenant}' is not served here.");
        return version < 0 ? Invalid($"version is {version}; it must not be negative.") : null;
    }

    private static AnnounceResult.Refused? CheckLabels(IReadOnlyList<string>? tags, IReadOnlyDictionary<string, string>? metadata)
    {
        if (tags is null || tags.Count > MaxTags || tags.Any(tag => tag is null || tag.Length is 0 or > MaxTag))
            return Invalid($"tags: at most {MaxTags} of 1..{MaxTag} characters.");
        return metadata is null || metadata.Count > MaxTags || metadata.Values.Any(value => value is null)
            ? Invalid($"metadata: at most {MaxTags} entries, none of them null.")
            : null;
    }

    private AnnounceResult.Refused? CheckSource(ImageSource? source)
    {
        if (source is null || source.Uri is null == source.Inline is null)
            return Invalid("source needs exactly one of uri and inline.");
        if (source.Uri is { } uri && !Uri.TryCreate(uri, UriKind.Absolute, out _))
            return Invalid("source.uri must be an absolute address, for example azblob://pictures/shop.jpg.");
        if (source.Sha256 is { } hash && (hash.Length != 64 || !hash.All(char.IsAsciiHexDigit)))
            return Invalid("source.sha256 must have 64 hexadecimal digits.");
        return source.Inline?.Length > _options.MaxInlineBytes
            ? new AnnounceResult.Refused(
                "inline_too_large",
                $"The inline picture has {source.Inline.Length} bytes; {_options.MaxInlineBytes} are allowed. Give its address instead.")
            : null;
    }

    /// <summary>
    /// Whoever could announce a kept picture, whose address follows from tenant and id, would be shown it. The name counts wherever it
    /// lies: another path may lead into the folder through a link.
    /// </summary>
    private AnnounceResult.Refused? CheckOwner(ImageSource source)
    {
        if (_options.InlineDirectory.Length == 0 || source.Uri is null || new Uri(source.Uri) is not { IsFile: true } uri)
            return null;
        var kept = Path.GetFullPath(_options.InlineDirectory) + Path.DirectorySeparatorChar;
        var asked = Path.GetFullPath(uri.LocalPath);
        return asked.StartsWith(kept, StringComparison.Ordinal) || InlinePictures.IsKeptName(Path.GetFileName(asked))
            ? Invalid("source.uri lies where the service keeps pictures itself; upload the picture instead.")
            : null;
    }

    private static AnnounceResult.Refused Invalid(string detail) => new("invalid_request", detail);
}
