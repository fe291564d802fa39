using Indexing.TestSupport;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>The secrets of an installation, and that none is committed.</summary>
public sealed class SecretsTests
{
    private const int LeastLength = 24;

    [Fact]
    public async Task MakeSecrets_Once_GivesBothSidesTheSame()
    {
        using var folder = new TemporaryFolder();
        await MakeAsync(folder);

        var password = Read(folder, "rabbitmq/user.conf").Split("default_pass = ")[1].Trim();
        var key = Read(folder, "qdrant-api-key").Trim();

        Assert.Equal($"amqp://indexing:{password}@rabbitmq:5672/", Read(folder, "rabbitmq-uri").Trim());
        Assert.Contains($"api_key: \"{key}\"", Read(folder, "qdrant.yaml"), StringComparison.Ordinal);
        string[] secrets = [password, key, Read(folder, "grafana-password").Trim()];
        Assert.All(secrets, secret => Assert.True(secret.Length >= LeastLength, secret));
    }

    [Fact]
    public async Task MakeSecrets_Again_ChangesNothing()
    {
        using var folder = new TemporaryFolder();
        await MakeAsync(folder);
        var first = Read(folder, "rabbitmq-uri");

        await MakeAsync(folder);

        Assert.Equal(first, Read(folder, "rabbitmq-uri"));
    }

    [Fact]
    public async Task MakeSecrets_Elsewhere_GivesOthers()
    {
        using var one = new TemporaryFolder();
        using var other = new TemporaryFolder();
        await MakeAsync(one);
        await MakeAsync(other);

        Assert.NotEqual(Read(one, "rabbitmq-uri"), Read(other, "rabbitmq-uri"));
    }

    [Fact]
    public async Task MakeSecrets_Files_MayBeReadByTheUsersOfTheServices()
    {
        using var folder = new TemporaryFolder();
        await MakeAsync(folder);

        Assert.Empty(await Tool.OutputAsync(folder.Path, "find", [folder.Path, "-type", "f", "!", "-perm", "-o=r"]));
    }

    private static Task<string> MakeAsync(TemporaryFolder folder) =>
        Tool.OutputAsync(folder.Path, "bash", [Checkout.File("deploy/compose/make-secrets.sh"), folder.Path]);

    private static string Read(TemporaryFolder folder, string file) => File.ReadAllText(folder.Combine(file));
}
