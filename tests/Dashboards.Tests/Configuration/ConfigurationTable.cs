using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Indexing.Access;
using Indexing.BlobStore.AzureBlob;
using Indexing.BlobStore.FileSystem;
using Indexing.BlobStore.Http;
using Indexing.Ingest;
using Indexing.Ingest.RabbitMq;
using Indexing.Search;
using Indexing.TestSupport.Servers;
using Indexing.VectorStore.Qdrant;
using Indexing.VectorStore.Sqlite;
using Indexing.Vision.Imaging;
using Indexing.Vision.Onnx;

namespace Indexing.Dashboards.Tests.Configuration;

/// <summary>Every setting of every host as a page: the sections from the hosts' appsettings.json, the rest from the option types.</summary>
internal static class ConfigurationTable
{
    private static readonly (string Name, string Folder)[] Hosts =
        [("worker", "services/Worker"), ("query service", "services/Query"), ("`indexing`", "services/Standalone")];

    private static readonly (string Section, Type Options)[] Sections =
    [
        (AccessOptions.SectionName, typeof(AccessOptions)),
        (AzureBlobStoreOptions.SectionName, typeof(AzureBlobStoreOptions)),
        (FileSystemBlobStoreOptions.SectionName, typeof(FileSystemBlobStoreOptions)),
        (HttpBlobStoreOptions.SectionName, typeof(HttpBlobStoreOptions)),
        (ImageDecodingOptions.SectionName, typeof(ImageDecodingOptions)),
        (InferenceOptions.SectionName, typeof(InferenceOptions)),
        (IngestOptions.SectionName, typeof(IngestOptions)),
        (QdrantVectorStoreOptions.SectionName, typeof(QdrantVectorStoreOptions)),
        (RabbitMqOptions.SectionName, typeof(RabbitMqOptions)),
        (SearchOptions.SectionName, typeof(SearchOptions)),
        ("SqliteVectorStore", typeof(SqliteVectorStoreOptions)),
    ];

    /// <summary>Sections that belong to .NET or are described in the page's own words.</summary>
    private static readonly string[] Others = ["Logging", "AllowedHosts", "ConnectionStrings"];

    /// <summary>Sections of appsettings.json that no option type describes.</summary>
    public static IEnumerable<string> Undescribed => Hosts.SelectMany(host => SectionsOf(host.Folder))
        .Except(Sections.Select(entry => entry.Section)).Except(Others).Distinct();

    /// <summary>The page.</summary>
    /// <param name="introduction">What stands above the tables.</param>
    public static string Render(string introduction)
    {
        var page = new StringBuilder(introduction.TrimEnd()).Append('\n');
        var used = Hosts.Select(host => (host.Name, Sections: SectionsOf(host.Folder))).ToList();
        foreach (var (section, options) in Sections)
        {
            var hosts = used.Where(host => host.Sections.Contains(section)).Select(host => host.Name);
            page.Append(
                CultureInfo.InvariantCulture,
                $"\n## {section}\n\n{OptionDocumentation.Of(options)} Read by: {string.Join(", ", hosts)}.\n\n");
            page.Append("| key | environment | default | allowed | meaning |\n|---|---|---|---|---|\n");
            AppendRows(page, section, options);
        }

        return page.ToString();
    }

    private static void AppendRows(StringBuilder page, string section, Type options)
    {
        var defaults = Activator.CreateInstance(options);
        foreach (var property in options.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        {
            var element = ElementOf(property.PropertyType);
            var key = $"{section}:{property.Name}" + (element is null ? "" : ":0");
            if (element?.Namespace?.StartsWith("Indexing.", StringComparison.Ordinal) == true)
            {
                AppendRows(page, key, element);
                continue;
            }

            string[] cells =
            [
                $"`{key}`", $"`{key.Replace(":", "__", StringComparison.Ordinal)}`", Text(property.GetValue(defaults)), Allowed(property),
                OptionDocumentation.Of(property),
            ];
            page.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }
    }

    private static Type? ElementOf(Type type) => type.IsGenericType && type != typeof(string)
        && type.GetGenericTypeDefinition() == typeof(IList<>) ? type.GetGenericArguments()[0] : null;

    private static string Text(object? value) => value switch
    {
        null or "" => "",
        string text => $"`{text}`",
        bool flag => flag ? "`true`" : "`false`",
        IEnumerable list => string.Join(", ", list.Cast<object>().Select(Text)),
        TimeSpan time => $"`{time:c}`",
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    private static string Allowed(PropertyInfo property)
    {
        var rules = property.GetCustomAttributes<ValidationAttribute>().Select(rule => rule switch
        {
            RangeAttribute range => $"{range.Minimum} to {range.Maximum}",
            AllowedValuesAttribute values => string.Join(", ", values.Values.Select(value => $"`{value}`")),
            RegularExpressionAttribute pattern => $"`{pattern.Pattern.Replace("|", "\\|", StringComparison.Ordinal)}`",
            RequiredAttribute => "not empty",
            _ => throw new InvalidOperationException($"{property.Name}: {rule.GetType().Name} has no words."),
        }).ToList();
        if (property.PropertyType == typeof(bool))
            rules.Add("`true`, `false`");
        return string.Join("; ", rules);
    }

    private static IReadOnlyList<string> SectionsOf(string folder)
    {
        using var settings = JsonDocument.Parse(File.ReadAllText(Checkout.File($"{folder}/appsettings.json")));
        return [.. settings.RootElement.EnumerateObject().Select(section => section.Name)];
    }
}
