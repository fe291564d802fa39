using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Indexing.VectorStore.Qdrant.Tests;

public sealed class RegistrationTests
{
    [Fact]
    public void AddQdrantVectorStore_ConnectionStringOnly_ProvidesTheStore()
    {
        using ServiceProvider provider = Provider(new() { ["ConnectionStrings:qdrant"] = "http://qdrant:6333" });

        Assert.IsType<QdrantVectorStore>(provider.GetRequiredService<IVectorStore>());
        Assert.Equal("http://qdrant:6333", provider.GetRequiredService<IOptions<QdrantVectorStoreOptions>>().Value.Url);
    }

    [Fact]
    public void AddQdrantVectorStore_SectionAndConnectionString_TakesTheSection()
    {
        using ServiceProvider provider = Provider(new()
        {
            ["ConnectionStrings:qdrant"] = "http://other:6333",
            ["Qdrant:Url"] = "https://qdrant:6333",
            ["Qdrant:Timeout"] = "00:00:03",
        });

        QdrantVectorStoreOptions options = provider.GetRequiredService<IOptions<QdrantVectorStoreOptions>>().Value;
        Assert.Equal(("https://qdrant:6333", TimeSpan.FromSeconds(3)), (options.Url, options.Timeout));
    }

    [Fact]
    public void AddQdrantVectorStore_WrongOptions_NamesEachWithItsValueAndWhatIsAllowed()
    {
        using ServiceProvider provider = Provider(new()
        {
            ["Qdrant:Url"] = "qdrant:6333",
            ["Qdrant:CollectionPrefix"] = "a/b",
            ["Qdrant:ConceptDimension"] = "0",
            ["Qdrant:ReplicationFactor"] = "2",
            ["Qdrant:WriteConsistencyFactor"] = "3",
            ["Qdrant:ReadConsistency"] = "most",
            ["Qdrant:Timeout"] = "00:00:00",
        });

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IVectorStore>);

        Assert.Equal(
            [
                "Qdrant:CollectionPrefix is 'a/b'; it must be 1 to 64 letters, digits, '-' or '_'.",
                "Qdrant:ConceptDimension is '0'; it must be between 1 and 4096.",
                "Qdrant:ReadConsistency is 'most'; it must be empty, majority, quorum or all.",
                "Qdrant:Timeout is '00:00:00'; it must be between 00:00:00.100 and 00:10:00.",
                "Qdrant:Url is 'qdrant:6333'; it must be an absolute http or https address, as must ConnectionStrings:qdrant.",
                "Qdrant:WriteConsistencyFactor is '3'; it must not exceed Qdrant:ReplicationFactor, which is 2.",
            ],
            exception.Failures.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void AddQdrantVectorStore_NoServer_SaysWhereToNameIt()
    {
        using ServiceProvider provider = Provider([]);

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IVectorStore>);

        Assert.Contains("ConnectionStrings:qdrant", Assert.Single(exception.Failures), StringComparison.Ordinal);
    }

    private static ServiceProvider Provider(Dictionary<string, string?> settings)
    {
        var services = new ServiceCollection();
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        services.AddQdrantVectorStore();
        return services.BuildServiceProvider();
    }
}
