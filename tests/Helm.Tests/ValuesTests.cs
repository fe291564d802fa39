using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Indexing.Access;
using Indexing.BlobStore.AzureBlob;
using Indexing.BlobStore.Http;
using Indexing.Ingest;
using Indexing.Ingest.RabbitMq;
using Indexing.Search;
using Indexing.VectorStore.Qdrant;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Helm.Tests;

/// <summary>What can be set in values.yaml is what the hosts can be told: every key, with the same default and the same limits.</summary>
public sealed class ValuesTests
{
    /// <summary>Where the chart has another default: a cluster has a Qdrant, and each host keeps its own levels of logging.</summary>
    private static readonly string[] OwnDefaults = ["ConnectionStrings:qdrant"];
    private const string Logging = "Logging:LogLevel:";

    private static readonly (string Section, Type Options)[] Options =
    [
        (AccessOptions.SectionName, typeof(AccessOptions)), (AzureBlobStoreOptions.SectionName, typeof(AzureBlobStoreOptions)),
        (HttpBlobStoreOptions.SectionName, typeof(HttpBlobStoreOptions)), (ImageDecodingOptions.SectionName, typeof(ImageDecodingOptions)),
        (InferenceOptions.SectionName, typeof(InferenceOptions)), (IngestOptions.SectionName, typeof(IngestOptions)),
        (QdrantVectorStoreOptions.SectionName, typeof(QdrantVectorStoreOptions)), (RabbitMqOptions.SectionName, typeof(RabbitMqOptions)),
        (SearchOptions.SectionName, typeof(SearchOptions)), ("SqliteVectorStore", typeof(SqliteVectorStoreOptions)),
    ];

    private static JsonObject Schema { get; } = JsonNode.Parse(File.ReadAllText(SchemaValidator.Schema))!.AsObject();

    /// <summary>Keys of the configuration whose values come from a Secret.</summary>
    private static IEnumerable<string> Secrets => Schema.Entries("properties", "existingSecret", "properties", "keys", "properties")
        .Select(entry => entry.Key.Replace("__", ":", StringComparison.Ordinal)).Append("Access:Keys");

    [Fact]
    public async Task Config_OfTheChart_HasEveryKeyOfTheHostsWithItsDefault()
    {
        var config = Flatten("", (await ChartRenderer.ValuesAsync()).At("config")!.AsObject()).ToDictionary();
        var wanted = HostSettings.Worker.Defaults.Concat(HostSettings.Query.Defaults)
            .Where(entry => !entry.Key.StartsWith(Logging, StringComparison.Ordinal)).DistinctBy(entry => entry.Key).ToList();

        Assert.Empty(wanted.Where(entry => !config.ContainsKey(entry.Key) && !Secrets.Contains(entry.Key))
            .Select(entry => $"{entry.Key} cannot be set"));
        Assert.Empty(wanted.Where(entry => config.ContainsKey(entry.Key) && !OwnDefaults.Contains(entry.Key))
            .Where(entry => Text(config[entry.Key]) != Text(entry.Value))
            .Select(entry => $"{entry.Key} is {Text(config[entry.Key])} in the chart and {Text(entry.Value)} in appsettings.json"));
    }

    [Fact]
    public async Task Config_OfTheChart_HasNoOtherKey()
    {
        var config = Flatten("", (await ChartRenderer.ValuesAsync()).At("config")!.AsObject()).Select(entry => entry.Key);
        var known = HostSettings.Worker.Defaults.Keys.Concat(HostSettings.Query.Defaults.Keys);

        Assert.Empty(config.Where(key => !key.StartsWith(Logging, StringComparison.Ordinal)).Except(known));
        Assert.Empty(Secrets.Except(known));
    }

    [Fact]
    public async Task Schema_OfConfig_HasTheKeysOfTheValues()
    {
        var sections = Schema.Entries("definitions", "config", "properties").Where(entry => entry.Key != "Logging").ToList();
        var schema = sections.SelectMany(section => section.Value.At("properties") is JsonObject keys
            ? keys.Select(key => $"{section.Key}:{key.Key}")
            : [section.Key]);
        var config = Flatten("", (await ChartRenderer.ValuesAsync()).At("config")!.AsObject()).Select(entry => entry.Key)
            .Where(key => !key.StartsWith(Logging, StringComparison.Ordinal));

        Assert.Equal(config.Order(StringComparer.Ordinal), schema.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Schema_OfConfig_HasTheLimitsOfTheOptions()
    {
        var limits = (
            from options in Options
            from property in options.Options.GetProperties()
            let range = property.GetCustomAttribute<RangeAttribute>()
            where range is not null && range.OperandType != typeof(TimeSpan)
            let schema = Schema.At("definitions", "config", "properties", options.Section, "properties", property.Name)
            select (Key: $"{options.Section}:{property.Name}", Schema: (Number(schema.At("minimum")), Number(schema.At("maximum"))),
                Options: (Number(range.Minimum), Number(range.Maximum)))).ToList();

        Assert.NotEmpty(limits);
        Assert.Empty(limits.Where(limit => limit.Schema != limit.Options)
            .Select(limit => $"{limit.Key} is {limit.Schema} in the schema and {limit.Options} in the options"));
    }

    [Fact]
    public void Schema_OfConfig_HasTheChoicesOfTheOptions()
    {
        var choices = (
            from options in Options
            from property in options.Options.GetProperties()
            let allowed = property.GetCustomAttribute<AllowedValuesAttribute>()
            where allowed is not null
            let schema = Schema.At("definitions", "config", "properties", options.Section, "properties", property.Name).Texts("enum")
            let values = allowed.Values.Select(value => value!.ToString())
            select (Key: $"{options.Section}:{property.Name}", Schema: schema, Options: values)).ToList();

        Assert.NotEmpty(choices);
        Assert.Empty(choices.Where(choice => !choice.Schema.SequenceEqual(choice.Options)).Select(choice => choice.Key));
    }

    private static IEnumerable<KeyValuePair<string, JsonNode?>> Flatten(string prefix, JsonObject section) => section.SelectMany(entry =>
        entry.Value is JsonObject inner
            ? Flatten($"{prefix}{entry.Key}:", inner)
            : [KeyValuePair.Create<string, JsonNode?>(prefix + entry.Key, entry.Value)]);

    private static string Text(JsonNode? value) => value is JsonValue number && number.TryGetValue<double>(out var real)
        ? real.ToString(CultureInfo.InvariantCulture)
        : value?.ToJsonString() ?? "";

    private static decimal? Number(object? value) =>
        value is null ? null : Convert.ToDecimal(value is JsonNode node ? node.ToString() : value, CultureInfo.InvariantCulture);
}
