using System.CommandLine;

namespace Indexing.Standalone.Commands;

/// <summary><c>models</c>: the generations of an index and the model packs that made them.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new(
        "models",
        "Moves an index from one model pack to another while it is written and searched. With ConnectionStrings:qdrant (or Qdrant:Url) set "
        + "in the environment the index is on that server, and pictures come from the blob stores of the environment; otherwise it is "
        + "--index.")
    {
        ModelsListCommand.Create(),
        ModelsMigrateCommand.Create(),
        ModelsRollbackCommand.Create(),
        ModelsDropCommand.Create(),
    };
}
