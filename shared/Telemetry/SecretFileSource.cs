using System.Collections;
using Microsoft.Extensions.Configuration;

namespace Indexing.Telemetry;

/// <summary>The configuration source behind <see cref="SecretFiles"/>.</summary>
/// <param name="environment">Names and values of the environment variables.</param>
internal sealed class SecretFileSource(IDictionary environment) : ConfigurationProvider, IConfigurationSource
{
    private const string Suffix = "_FILE";
    private const string Separator = "__";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => this;

    public override void Load()
    {
        List<string> failures = [];
        foreach (DictionaryEntry variable in environment)
        {
            if (variable is { Key: string name, Value: string { Length: > 0 } path } && IsSecretFile(name))
                Read(name, path, failures);
        }

        if (failures.Count > 0)
            throw new InvalidDataException(string.Join(Environment.NewLine, failures.Order(StringComparer.Ordinal)));
    }

    private static bool IsSecretFile(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) && name[..^Suffix.Length].Trim('_').Contains(Separator, StringComparison.Ordinal);

    private void Read(string name, string path, List<string> failures)
    {
        var plain = name[..^Suffix.Length];
        if (environment[plain] is string { Length: > 0 })
        {
            failures.Add($"{plain} and {name} are both set; set one of them.");
            return;
        }

        try
        {
            Data[plain.Replace(Separator, ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = File.ReadAllText(path).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            failures.Add($"{name} is '{path}', which cannot be read: {e.Message}");
        }
    }
}
