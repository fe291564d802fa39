using System.Globalization;
using System.Text;
using Indexing.Contracts;

namespace Indexing.Client;

/// <summary>Builds the address of a request, relative to that of the service.</summary>
internal sealed class RequestAddress
{
    private readonly StringBuilder _text;
    private char _separator = '?';

    private RequestAddress(string path) => _text = new StringBuilder(path);

    /// <summary>An endpoint.</summary>
    /// <param name="path">Without a slash at its start.</param>
    public static RequestAddress Of(string path) => new(path);

    /// <summary>A picture or a part of what is known of it.</summary>
    /// <param name="imageId">The publisher's id.</param>
    /// <param name="part">With a slash at its start, or empty.</param>
    public static RequestAddress OfImage(string imageId, string part = "") => new(ImageAddress.Of(imageId)[1..] + part);

    /// <summary>Adds a parameter; <see langword="null"/> adds none.</summary>
    public RequestAddress With(string name, object? value)
    {
        if (Convert.ToString(value, CultureInfo.InvariantCulture) is { } text && value is not null)
        {
            _text.Append(_separator).Append(name).Append('=').Append(Uri.EscapeDataString(text));
            _separator = '&';
        }

        return this;
    }

    /// <summary>Adds a parameter once for each value.</summary>
    public RequestAddress WithEach(string name, IEnumerable<string> values)
    {
        foreach (var value in values)
            With(name, value);
        return this;
    }

    public Uri ToUri() => new(_text.ToString(), UriKind.Relative);
}
