using System.CommandLine;
using Indexing.BlobStore;
using Indexing.Client;
using Indexing.Ingest.Messaging;
using Indexing.Search;
using Indexing.Search.Scenes;
using Indexing.Standalone.Commands;
using Indexing.Standalone.Migration;
using Indexing.Standalone.Packs;
using Indexing.VectorStore;
using Indexing.VectorStore.Backup;
using Indexing.Vision.Onnx;
using Indexing.Vision.Sentences;
using Microsoft.Extensions.Options;

namespace Indexing.Standalone;

/// <summary>The commands of the program. Runs the chosen one and turns its failures into a sentence and an exit code.</summary>
internal static class CommandRunner
{
    /// <summary>Longer than any picture takes, so that Ctrl-C lets the pictures in hand finish.</summary>
    private static readonly TimeSpan TerminationTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Every command of the program.</summary>
    public static RootCommand CreateRoot() => new($"Finds photographs by the words in them.\n\n{ExitCode.Help}")
    {
        DemoCommand.Create(),
        IndexCommand.Create(),
        SearchCommand.Create(),
        ExplainCommand.Create(),
        LocateCommand.Create(),
        SummarizeCommand.Create(),
        CleanTagsCommand.Create(),
        CaptionCommand.Create(),
        NeighborsCommand.Create(),
        ServeCommand.Create(),
        BackupCommand.Create(),
        RestoreCommand.Create(),
        DlqCommand.Create(),
        EvalCommand.Create(),
        CheckCommand.Create(),
        ModelsCommand.Create(),
    };

    /// <summary>Runs it.</summary>
    /// <param name="command">The parsed command line.</param>
    /// <param name="error">Receives what went wrong; standard error by default.</param>
    /// <returns>The exit code of the process.</returns>
    public static async Task<int> RunAsync(ParseResult command, TextWriter? error = null)
    {
        try
        {
            var exitCode = await command.InvokeAsync(new InvocationConfiguration
            {
                Error = error ?? Console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TerminationTimeout,
            });
            return command.Errors.Count > 0 ? ExitCode.Usage : exitCode;
        }
        catch (OperationCanceledException e) when (e.InnerException is not TimeoutException)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is UsageException or PackRefusedException or InvalidQueryException
            or NoSceneException or SentencePackMissingException
            or IndexingApiException { IsRefused: true } or IndexBackupException { IsRefused: true })
        {
            return await FailAsync(error, e.Message, ExitCode.Usage);
        }
        catch (NotAsGoodException e)
        {
            return await FailAsync(error, e.Message, ExitCode.NotAsGood);
        }
        catch (InvalidDataException e)
        {
            return await FailAsync(error, e.Message, ExitCode.Usage);
        }
        catch (OptionsValidationException e)
        {
            return await FailAsync(error, string.Join(Environment.NewLine, e.Failures), ExitCode.Usage);
        }
        catch (Exception e) when (IsInfrastructure(e))
        {
            return await FailAsync(error, e.Message, ExitCode.Infrastructure);
        }
    }

    /// <summary>Failures of what the program stands on; the message says what to do. All else is a defect and shows its stack.</summary>
    private static bool IsInfrastructure(Exception exception) =>
        exception is VectorStoreException or IndexBackupException or BlobStoreException or ModelPackException or InferenceException
            or QueueUnavailableException or IndexingApiException or HttpRequestException or OperationCanceledException
            or DllNotFoundException or IOException or UnauthorizedAccessException;

    private static async Task<int> FailAsync(TextWriter? error, string message, int exitCode)
    {
        await (error ?? Console.Error).WriteLineAsync($"error: {message}");
        return exitCode;
    }
}
