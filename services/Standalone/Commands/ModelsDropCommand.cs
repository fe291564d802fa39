using System.CommandLine;

namespace Indexing.Standalone.Commands;

/// <summary><c>models drop</c>: deletes a generation that is not needed any more.</summary>
internal static class ModelsDropCommand
{
    private static readonly Argument<string> Name = new("generation")
    {
        Description = "Its name, as models list shows it; not the active one.",
        HelpName = "NAME",
    };

    private static readonly Option<string> Index = CommonOptions.Index();

    public static Command Create()
    {
        var command = new Command("drop", "Deletes a generation for good; after that there is no way back to it.") { Name, Index };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        using var session = await Composition.StartGenerationsAsync(
            new IndexDirectory(arguments.GetRequiredValue(Index)), cancellationToken);
        var name = arguments.GetRequiredValue(Name);
        var generations = await session.Generations.ListAsync(cancellationToken);
        if (generations.All(generation => generation.Name != name))
            throw new UsageException($"There is no generation '{name}'; there are: "
                + $"{string.Join(", ", generations.Select(generation => generation.Name))}.");
        if (generations[0].Name == name)
            throw new UsageException($"Generation '{name}' is active and cannot be dropped.");
        await session.Generations.DropAsync(name, cancellationToken);
        await Console.Out.WriteLineAsync($"generation {name} is deleted");
        return ExitCode.Success;
    }
}
