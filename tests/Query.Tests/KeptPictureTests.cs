using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Indexing.TestSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Indexing.Query.Tests;

/// <summary>Uploaded pictures lie in one folder, each under a name that follows from its tenant and id.</summary>
public sealed class KeptPictureTests : IDisposable
{
    private const string Museum = "museum-0123456789abcdefgh";
    private const string Rival = "rival-0123456789abcdefghi";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("{0}")]
    [InlineData("{1}/nowhere/../{2}")]
    [InlineData("{3}/{2}")]
    public async Task Announcement_OfAPictureThatAnotherTenantUploaded_IsRefused(string form)
    {
        await using var server = await RunningQuery.StartAsync(
            _folder,
            more:
            [
                "--Ingest:InlineDirectory", _folder.Combine("pictures/kept"),
                "--Access:Keys:0:Name", "museum", "--Access:Keys:0:Key", Museum, "--Access:Keys:0:Roles:0", "admin",
                "--Access:Keys:0:Tenants:0", "museum",
                "--Access:Keys:1:Name", "rival", "--Access:Keys:1:Key", Rival, "--Access:Keys:1:Roles:0", "admin",
                "--Access:Keys:1:Tenants:0", "rival",
            ]);
        await UploadAsync(server);
        var kept = Assert.Single(Directory.GetFiles(_folder.Combine("pictures/kept"), "*", SearchOption.AllDirectories));
        var folder = _folder.Combine("pictures/kept");
        var link = Directory.CreateSymbolicLink(_folder.Combine("pictures/link"), folder).FullName;
        var uri = "file://" + string.Format(null, form, kept, folder, Path.GetRelativePath(folder, kept), link);
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Rival);

        var response = await server.Client.PostAsJsonAsync("/v1/images", new { imageId = "stolen", source = new { uri } });

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("invalid_request", await RunningQuery.CodeOfAsync(response));
    }

    private static async Task UploadAsync(RunningQuery server)
    {
        server.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Museum);
        using var content = new ByteArrayContent(TestPictures.Jpeg(1));
        Assert.Equal(HttpStatusCode.Accepted, (await server.Client.PutAsync("/v1/images/secret/content", content)).StatusCode);
    }
}
