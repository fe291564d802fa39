using System.CommandLine;

namespace Indexing.Standalone.Commands;

/// <summary><c>models</c>: the generations of an index and the model packs that made them.</summary>
internal static class ModelsCommand
{
    public static Command Create() => new(
        "models",
        "Installs model packs, and moves an index from one to another while it is written and searched. With ConnectionStrings:qdrant (or "
        + "Qdrant:Url) set in the environment the index is on that server, and pictures come from the blob stores of the environment; "
        + "otherwise it is --index.")
    {
        ModelsAddCommand.Create(),
        ModelsListCommand.Create(),
        ModelsMigrateCommand.Create(),
        ModelsRollbackCommand.Create(),
        ModelsDropCommand.Create(),
    };
}
