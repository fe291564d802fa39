using Microsoft.Extensions.Configuration;

namespace Indexing.Telemetry.Tests;

public sealed class SecretFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("indexing-secrets-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AddSecretFiles_VariableThatNamesAFile_SetsTheKeyToItsTrimmedText()
    {
        var configuration = Load(("ConnectionStrings__rabbitmq_FILE", Write(" amqp://user:pass@host \n")));

        Assert.Equal("amqp://user:pass@host", configuration.GetConnectionString("rabbitmq"));
    }

    [Fact]
    public void AddSecretFiles_ValueOfAnEarlierSource_IsOverridden()
    {
        var configuration = Load(("Section__Deep__Key_FILE", Write("from file")));

        Assert.Equal("from file", configuration["Section:Deep:Key"]);
    }

    [Theory]
    [InlineData("SSL_CERT_FILE")]
    [InlineData("OTEL_EXPERIMENTAL_CONFIG_FILE")]
    [InlineData("__FILE")]
    public void AddSecretFiles_VariableOfOthers_IsLeftAlone(string name)
    {
        var before = Load().AsEnumerable();

        var configuration = Load((name, "/nowhere/at/all"));

        Assert.Equal(before, configuration.AsEnumerable());
    }

    [Fact]
    public void AddSecretFiles_EmptyVariable_IsLeftAlone() =>
        Assert.Equal("from settings", Load(("Section__Deep__Key_FILE", ""))["Section:Deep:Key"]);

    [Fact]
    public void AddSecretFiles_FilesThatCannotBeReadAndValuesSetTwice_AreAllReportedWithoutTheirValues()
    {
        var missing = Path.Combine(_folder, "missing");

        var error = Assert.Throws<InvalidDataException>(() => Load(
            ("ConnectionStrings__rabbitmq_FILE", missing),
            ("ConnectionStrings__blobs_FILE", Write("in the file")),
            ("ConnectionStrings__blobs", "in the open")));

        Assert.Contains($"ConnectionStrings__rabbitmq_FILE is '{missing}'", error.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__blobs and ConnectionStrings__blobs_FILE are both set", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in the", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddSecretFiles_EnvironmentOfTheProcess_IsRead()
    {
        const string Name = "SecretFilesTests__Value";
        Environment.SetEnvironmentVariable($"{Name}_FILE", Write("of the process"));
        try
        {
            Assert.Equal("of the process", new ConfigurationBuilder().AddSecretFiles().Build()["SecretFilesTests:Value"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable($"{Name}_FILE", null);
        }
    }

    private static IConfigurationRoot Load(params (string Name, string Value)[] environment) => new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["Section:Deep:Key"] = "from settings" })
        .Add(new SecretFileSource(environment.ToDictionary(pair => pair.Name, pair => pair.Value)))
        .Build();

    private string Write(string text)
    {
        var path = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, text);
        return path;
    }
}
