using System.Text.Json;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>Which environment variables a host reads.</summary>
internal sealed class HostSettings
{
    private const string FileSuffix = "_FILE";

    /// <summary>Those that do not stand in appsettings.json, and who reads them.</summary>
    private static readonly Dictionary<string, string> Framework = new(StringComparer.Ordinal)
    {
        ["ASPNETCORE_HTTP_PORTS"] = "ASP.NET Core",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "shared/Telemetry",
        ["ORT_DISABLE_TELEMETRY"] = "ONNX Runtime (RuntimeTests)",
        ["DOTNET_CLI_TELEMETRY_OPTOUT"] = ".NET SDK",
        ["DOTNET_NOLOGO"] = ".NET SDK",
    };

    private readonly JsonElement _settings;
    private readonly bool _readsFiles;

    private HostSettings(JsonElement settings, bool readsFiles) => (_settings, _readsFiles) = (settings, readsFiles);

    /// <summary>The settings of the host that a project makes.</summary>
    /// <param name="project">Its path from the root.</param>
    public static HostSettings Of(string project)
    {
        var folder = Path.GetDirectoryName(Checkout.File(project))!;
        using var settings = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "appsettings.json")));
        var composition = File.ReadAllText(Path.Combine(folder, "Composition.cs"));
        return new HostSettings(settings.RootElement.Clone(), composition.Contains("AddSecretFiles()", StringComparison.Ordinal));
    }

    /// <summary>A whole number or text of appsettings.json, by <c>Section:Key</c>.</summary>
    public string Value(string key) => Find(key.Split(':'))!.Value.ToString();

    /// <summary>Whether the host reads it: names are compared exactly, although .NET would forgive the case.</summary>
    public bool Knows(string variable)
    {
        if (Framework.ContainsKey(variable))
            return true;
        if (variable.EndsWith(FileSuffix, StringComparison.Ordinal))
            return _readsFiles && Knows(variable[..^FileSuffix.Length]);
        var path = variable.Split("__");
        if (path.Length < 2)
            return false;
        // An entry of a list: the list stands in appsettings.json, empty.
        var list = Array.FindIndex(path, part => part.All(char.IsAsciiDigit));
        return list < 0
            ? Find(path) is { ValueKind: not JsonValueKind.Array and not JsonValueKind.Object }
            : Find(path[..list]) is { ValueKind: JsonValueKind.Array };
    }

    private JsonElement? Find(string[] path)
    {
        var found = _settings;
        foreach (var part in path)
            if (found.ValueKind != JsonValueKind.Object || !found.TryGetProperty(part, out found))
                return null;
        return found;
    }
}
