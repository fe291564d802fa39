using System.Text.Json;

namespace Indexing.Contracts.Tests;

/// <summary>
/// What is on the wire today must be readable tomorrow: each type writes exactly this JSON and reads it back. A failing test means that
/// publishers in other languages break; only additions are allowed.
/// </summary>
public sealed class GoldenJsonTests
{
    private static readonly Dictionary<string, string> Metadata = new() { ["camera"] = "left" };

    [Fact]
    public void IngestImage_OnTheWire_IsThisJson() => Golden.AssertJson(
        new IngestImage
        {
            ImageId = "a/b.jpg",
            Tenant = "museum",
            Version = 7,
            Source = new ImageSource { Uri = "file:///pictures/b.jpg", Sha256 = "00ff", ContentType = "image/jpeg" },
            Tags = ["summer"],
            Metadata = Metadata,
        },
        """
        {"schemaVersion":1,"imageId":"a/b.jpg","tenant":"museum","version":7,
         "source":{"uri":"file:///pictures/b.jpg","inline":null,"sha256":"00ff","contentType":"image/jpeg"},
         "tags":["summer"],"metadata":{"camera":"left"}}
        """);

    [Fact]
    public void ImageSource_Inline_IsBase64() => Golden.AssertJson(
        new ImageSource { Inline = [1, 2, 3] }, """{"uri":null,"inline":"AQID","sha256":null,"contentType":null}""");

    [Fact]
    public void DeleteImage_OnTheWire_IsThisJson() => Golden.AssertJson(
        new DeleteImage { ImageId = "b", Tenant = "museum", Version = 8 },
        """{"schemaVersion":1,"imageId":"b","tenant":"museum","version":8}""");

    [Fact]
    public void ImageIndexed_OnTheWire_IsThisJson() => Golden.AssertJson(
        new ImageIndexed { ImageId = "b", Tenant = "museum", Version = 7, Words = 12, ModelVersion = "scene-text/1" },
        """{"schemaVersion":1,"imageId":"b","tenant":"museum","version":7,"words":12,"modelVersion":"scene-text/1"}""");

    [Fact]
    public void ImageRejected_OnTheWire_IsThisJson() => Golden.AssertJson(
        new ImageRejected { ImageId = "b", Tenant = "museum", Version = 7, Reason = "truncated", Detail = "It ends early." },
        """{"schemaVersion":1,"imageId":"b","tenant":"museum","version":7,"reason":"truncated","detail":"It ends early."}""");

    [Fact]
    public void ImageDeleted_OnTheWire_IsThisJson() => Golden.AssertJson(
        new ImageDeleted { ImageId = "b", Tenant = "museum", Version = 8 },
        """{"schemaVersion":1,"imageId":"b","tenant":"museum","version":8}""");

    [Fact]
    public void ImageView_OnTheWire_IsThisJson() => Golden.AssertJson(
        new ImageView
        {
            ImageId = "b",
            Tenant = "museum",
            Version = 7,
            Status = "indexed",
            Uri = "file:///b",
            Sha256 = "00ff",
            Width = 200,
            Height = 100,
            SizeBytes = 1234,
            Tags = ["summer"],
            Metadata = Metadata,
            ModelVersion = "scene-text/1",
            UpdatedAt = new DateTimeOffset(2026, 3, 1, 12, 30, 15, TimeSpan.Zero),
            Words =
            [
                new WordView
                {
                    Text = "coffe",
                    Confidence = 0.5,
                    DetectionScore = 0.75,
                    Polygon = [[0, 0.25]],
                    PolygonPixels = [[0, 25]],
                },
            ],
        },
        """
        {"imageId":"b","tenant":"museum","version":7,"status":"indexed","reason":null,"uri":"file:///b","sha256":"00ff","width":200,
         "height":100,"sizeBytes":1234,"tags":["summer"],"metadata":{"camera":"left"},"modelVersion":"scene-text/1",
         "updatedAt":"2026-03-01T12:30:15+00:00",
         "words":[{"text":"coffe","confidence":0.5,"detectionScore":0.75,"polygon":[[0,0.25]],"polygonPixels":[[0,25]]}]}
        """);

    [Fact]
    public void IngestImage_WithUnknownFields_IsRead()
    {
        const string Newer = """{"imageId":"b","version":1,"source":{"uri":"file:///b","etag":"x"},"priority":"high"}""";

        var image = JsonSerializer.Deserialize<IngestImage>(Newer, JsonSerializerOptions.Web)!;

        Assert.Equal(("b", "default", 1), (image.ImageId, image.Tenant, image.SchemaVersion));
    }

    [Theory]
    [InlineData("""{"version":1,"source":{"uri":"file:///b"}}""")]
    [InlineData("""{"imageId":"b","source":{"uri":"file:///b"}}""")]
    [InlineData("""{"imageId":"b","version":1}""")]
    public void IngestImage_WithoutARequiredField_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<IngestImage>(json, JsonSerializerOptions.Web));
}
