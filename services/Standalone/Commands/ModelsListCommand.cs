using System.CommandLine;
using Indexing.Standalone.Migration;
using Indexing.Standalone.Packs;
using Indexing.Standalone.Rendering;
using Indexing.VectorStore;

namespace Indexing.Standalone.Commands;

/// <summary><c>models list</c>: one line for each generation, and one for each installed pack.</summary>
internal static class ModelsListCommand
{
    private static readonly Option<string> Index = CommonOptions.Index();

    public static Command Create()
    {
        var command = new Command(
            "list",
            "Lists the generations of the index (name, model packs, role, pictures and words) and the installed model packs (what they "
            + "read, licence, size, the generations that they made).")
        {
            Index,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var index = new IndexDirectory(arguments.GetRequiredValue(Index));
        using var session = await StartAsync(index, arguments.GetResult(Index) is { Implicit: false }, cancellationToken);
        var generations = session is null ? [] : await session.Generations.ListAsync(cancellationToken);
        if (session is not null)
            GenerationView.Write(await RowsAsync(session, generations, cancellationToken));
        PackView.Write(InstalledPacks.List(), generations);
        return ExitCode.Success;
    }

    /// <summary>Packs can be listed before there is an index; one that was asked for must be there.</summary>
    private static async Task<GenerationSession?> StartAsync(IndexDirectory index, bool isNamed, CancellationToken cancellationToken)
    {
        try
        {
            return await Composition.StartGenerationsAsync(index, cancellationToken);
        }
        catch (UsageException e) when (!isNamed && !Directory.Exists(index.Path))
        {
            await Console.Error.WriteLineAsync(e.Message);
            return null;
        }
    }

    private static async Task<List<GenerationRow>> RowsAsync(
        GenerationSession session, IReadOnlyList<Generation> generations, CancellationToken cancellationToken)
    {
        var rows = new List<GenerationRow>();
        foreach (var generation in generations)
        {
            var store = session.Generations.Open(generation);
            using var _ = store as IDisposable;
            var (images, words) = (0L, 0L);
            foreach (var tenant in await store.ListTenantsAsync(cancellationToken))
            {
                var counts = await store.GetStatisticsAsync(tenant, cancellationToken);
                (images, words) = (images + counts.Indexed, words + counts.Words);
            }

            rows.Add(new GenerationRow(generation, images, words));
        }

        return rows;
    }
}
