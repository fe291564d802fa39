using System.Collections;
using System.Globalization;
using Indexing.BlobStore.FileSystem;
using Indexing.Ingest;
using Indexing.Search;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;
using Microsoft.Extensions.Configuration;

namespace Indexing.Standalone.Tests;

/// <summary>appsettings.json lists every option with its default.</summary>
public sealed class AppSettingsTests
{
    private static readonly (string Section, object Defaults)[] Options =
    [
        (FileSystemBlobStoreOptions.SectionName, new FileSystemBlobStoreOptions()),
        (ImageDecodingOptions.SectionName, new ImageDecodingOptions()),
        (IngestOptions.SectionName, new IngestOptions()),
        (OnnxOptions.SectionName, new OnnxOptions()),
        (SearchOptions.SectionName, new SearchOptions()),
        ("SqliteVectorStore", new SqliteVectorStoreOptions()),
    ];

    private static readonly IConfiguration Settings =
        new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();

    [Fact]
    public void AppSettings_EveryOption_StandsThereWithItsDefault()
    {
        var wrong = Options.SelectMany(option => option.Defaults.GetType().GetProperties()
            .Where(property => property.GetMethod is { IsStatic: false })
            .Select(property => (Key: $"{option.Section}:{property.Name}", Default: Text(property.GetValue(option.Defaults))))
            .Where(entry => Text(Settings.GetSection(entry.Key)) != entry.Default)
            .Select(entry => $"{entry.Key} is '{Text(Settings.GetSection(entry.Key))}', the default is '{entry.Default}'"));

        Assert.Empty(wrong);
    }

    [Fact]
    public void AppSettings_EveryKey_IsAnOption()
    {
        var known = Options
            .SelectMany(option => option.Defaults.GetType().GetProperties().Select(property => $"{option.Section}:{property.Name}"))
            .ToHashSet(StringComparer.Ordinal);
        var present = Options.SelectMany(option => Settings.GetSection(option.Section).GetChildren().Select(child => child.Path));

        Assert.Empty(present.Except(known));
    }

    private static string? Text(object? value) => value switch
    {
        string text => text,
        IEnumerable list => string.Join(';', list.Cast<object>()),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture),
    };

    private static string? Text(IConfigurationSection section) =>
        section.Value ?? (section.Exists() ? string.Join(';', section.GetChildren().Select(child => child.Value)) : null);
}
