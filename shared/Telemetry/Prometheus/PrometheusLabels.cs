using System.Globalization;
using System.Text;

namespace Indexing.Telemetry.Prometheus;

/// <summary>The labels of one series, in the order they were added.</summary>
internal sealed class PrometheusLabels
{
    private readonly List<KeyValuePair<string, string>> _labels = [];

    /// <summary>
    /// Adds an attribute. Attributes whose names become the same label are joined by a semicolon, as OpenTelemetry's mapping says: a label
    /// that stands twice makes the whole scrape invalid.
    /// </summary>
    public void Add(string name, object? value)
    {
        var label = PrometheusName.Label(name);
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var index = _labels.FindIndex(existing => existing.Key == label);
        if (index < 0)
            _labels.Add(new(label, text));
        else
            _labels[index] = new(label, $"{_labels[index].Value};{text}");
    }

    /// <summary>Writes <c>{name="value",...}</c>, or nothing when there is no label.</summary>
    public void AppendTo(StringBuilder text, string? upperBound)
    {
        var opening = '{';
        foreach (var (name, value) in _labels)
        {
            text.Append(opening).Append(name).Append("=\"");
            AppendEscaped(text, value);
            text.Append('"');
            opening = ',';
        }

        if (upperBound is not null)
        {
            text.Append(opening).Append("le=\"").Append(upperBound).Append('"');
            opening = ',';
        }

        if (opening == ',')
            text.Append('}');
    }

    private static void AppendEscaped(StringBuilder text, string value)
    {
        foreach (var c in value)
        {
            _ = c switch
            {
                '\\' => text.Append(@"\\"),
                '"' => text.Append("\\\""),
                '\n' => text.Append(@"\n"),
                _ => text.Append(c),
            };
        }
    }
}
