using System.CommandLine;
using Microsoft.Extensions.Hosting;

namespace Indexing.Standalone.Commands;

/// <summary><c>serve</c>: the page, the query API and the ingest API over one index, in one process.</summary>
internal static class ServeCommand
{
    private static readonly Option<string> Index = CommonOptions.Index();

    private static readonly Option<string[]> Urls = new("--urls")
    {
        Description = "Addresses to listen on. Anyone who can reach them can read and change the index: keep to this machine.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["http://127.0.0.1:8080"],
        HelpName = "URL",
    };

    private static readonly Option<string[]> Roots = new("--root")
    {
        Description = "Folders whose pictures may be announced by address and shown, besides those that were indexed.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [],
        HelpName = "DIR",
    };

    private static readonly Option<string[]> Tenants = new("--tenant")
    {
        Description = "Owners whose pictures are accepted.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["default"],
        HelpName = "NAME",
    };

    public static Command Create()
    {
        var command = new Command("serve", "Serves the search page, the query API and the ingest API over an index until Ctrl-C.")
        {
            Index, Urls, Roots, Tenants,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var options = Read(arguments);
        await using var server = Composition.CreateServer(options, adjust: null);
        await server.StartAsync(cancellationToken);
        await Console.Error.WriteLineAsync($"Serving {options.Index.Path} at {string.Join(' ', server.Urls)}. Ctrl-C ends it.");
        await server.WaitForShutdownAsync(cancellationToken);
        return ExitCode.Success;
    }

    private static ServeOptions Read(ParseResult arguments)
    {
        var index = new IndexDirectory(arguments.GetRequiredValue(Index));
        var urls = arguments.GetRequiredValue(Urls);
        foreach (var url in urls)
            if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new UsageException($"--urls has '{url}'; allowed are addresses such as http://127.0.0.1:8080.");
        var roots = arguments.GetRequiredValue(Roots).Select(Path.GetFullPath).ToList();
        if (roots.Find(root => !Directory.Exists(root)) is { } missing)
            throw new UsageException($"--root names '{missing}', which is no folder.");
        Directory.CreateDirectory(index.Inline);
        return new ServeOptions
        {
            Index = index,
            Urls = urls,
            Roots = [.. index.ReadableFolders(), .. roots],
            Tenants = arguments.GetRequiredValue(Tenants),
        };
    }
}
