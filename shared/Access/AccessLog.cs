using System.Net;
using Microsoft.Extensions.Logging;

namespace Indexing.Access;

/// <summary>Log messages of access; event ids 4000 to 4099. No key, nor any part of one.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(4000, LogLevel.Warning,
        "No API key is configured and the server listens on {Address}: whoever reaches it may read, add and delete pictures. "
        + "Set Access:Keys, or listen on 127.0.0.1 only")]
    public static partial void OpenToEverybody(this ILogger logger, string address);

    [LoggerMessage(4001, LogLevel.Information, "Refused a request from {Address}: its API key is not valid")]
    public static partial void WrongKey(this ILogger logger, IPAddress? address);
}
