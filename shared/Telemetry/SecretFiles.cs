using Microsoft.Extensions.Configuration;

namespace Indexing.Telemetry;

/// <summary>Secrets from mounted files instead of environment variables, which any child process and crash report shows.</summary>
/// <remarks>
/// Stands here because this is the one library that every distributed host calls and that no feature knows; it is about operating a
/// process, as the rest is.
/// </remarks>
public static class SecretFiles
{
    /// <summary>
    /// Reads, for each environment variable <c>Section__Key_FILE</c>, the file that it names, and sets <c>Section:Key</c> to the file's
    /// text without white space at its ends. Names without <c>__</c> (<c>SSL_CERT_FILE</c>) belong to others and are left alone. Files
    /// are read once, when this is called; they override the sources added before.
    /// </summary>
    /// <param name="configuration">The host's configuration, with all of its other sources.</param>
    /// <exception cref="InvalidDataException">
    /// A file cannot be read, or the value is set beside its file; the message lists every such variable, never a value.
    /// </exception>
    public static IConfigurationBuilder AddSecretFiles(this IConfigurationBuilder configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return configuration.Add(new SecretFileSource(Environment.GetEnvironmentVariables()));
    }
}
