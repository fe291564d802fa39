using System.CommandLine;

namespace Indexing.Standalone.Commands;

/// <summary><c>dlq</c>: the messages that no worker could work on.</summary>
internal static class DlqCommand
{
    public static Command Create() => new(
        "dlq", "Looks at the messages that no worker could work on, sends them back, or throws them away.")
    {
        DlqListCommand.Create(),
        DlqShowCommand.Create(),
        DlqReplayCommand.Create(),
        DlqPurgeCommand.Create(),
    };
}
