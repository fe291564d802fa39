using System.Collections;
using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Indexing.TestSupport;

/// <summary>A program's appsettings.json lists every option with its default, and nothing else in the options' sections.</summary>
public static class AppSettingsRules
{
    /// <summary>What breaks the rule, in sentences.</summary>
    /// <param name="options">The program's option sections with new, untouched option objects.</param>
    public static IReadOnlyList<string> Mistakes(params IReadOnlyCollection<(string Section, object Defaults)> options)
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();
        var known = options.SelectMany(option => option.Defaults.GetType().GetProperties()
            .Where(property => property.GetMethod is { IsStatic: false, IsPublic: true })
            .Select(property => (Key: $"{option.Section}:{property.Name}", Default: Text(property.GetValue(option.Defaults))))).ToList();
        var wrong = known.Where(entry => Text(settings.GetSection(entry.Key)) != entry.Default)
            .Select(entry => $"{entry.Key} is '{Text(settings.GetSection(entry.Key))}', the default is '{entry.Default}'");
        var unknown = options.SelectMany(option => settings.GetSection(option.Section).GetChildren())
            .Select(child => child.Path).Except(known.Select(entry => entry.Key)).Select(path => $"{path} is no option");
        return [.. wrong, .. unknown];
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
