using System.CommandLine;
using Indexing.Standalone.Rendering;
using Indexing.VectorStore;

namespace Indexing.Standalone.Commands;

/// <summary><c>models list</c>: one line for each generation.</summary>
internal static class ModelsListCommand
{
    private static readonly Option<string> Index = CommonOptions.Index();

    public static Command Create()
    {
        var command = new Command("list", "Lists the generations of the index: name, model pack, role, pictures and words.") { Index };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        using var session = await Composition.StartGenerationsAsync(
            new IndexDirectory(arguments.GetRequiredValue(Index)), cancellationToken);
        var rows = new List<GenerationRow>();
        foreach (var generation in await session.Generations.ListAsync(cancellationToken))
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

        GenerationView.Write(rows);
        return ExitCode.Success;
    }
}
