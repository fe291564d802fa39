using System.CommandLine;
using Indexing.Standalone.Packs;
using Indexing.Standalone.Rendering;

namespace Indexing.Standalone.Commands;

/// <summary><c>models add</c>: installs a model pack, or makes one of a CLIP export.</summary>
internal static class ModelsAddCommand
{
    private static readonly Argument<string> Source = new("source")
    {
        Description = "A model pack or a CLIP export (onnx/vision_model.onnx, onnx/text_model.onnx and their JSON files): a folder, a "
            + ".zip or .tar.gz file, or the https address of one.",
        HelpName = "FOLDER|ARCHIVE|URL",
    };

    private static readonly Option<string?> Sha256 = new("--sha256")
    {
        Description = "SHA-256 of the archive; needed for an address.",
        HelpName = "HEX",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "What the pack is called here; default: as it calls itself.",
        HelpName = "NAME/VERSION",
    };

    private static readonly Option<string?> Models = new("--models")
    {
        Description = "Folder of the packs; default: the one of the configured packs.",
        HelpName = "DIR",
    };

    private static readonly Option<string?> Licence = new("--licence")
    {
        Description = "Licence of an export whose README.md does not name it.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Words = new("--words")
    {
        Description = "Words, one a line, that an export shall summarise pictures with; without it, it has no word vectors.",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        Sha256.Validators.Add(static result =>
        {
            if (result.Tokens is [var token] && (token.Value.Length != 64 || !token.Value.All(char.IsAsciiHexDigit)))
                result.AddError($"--sha256 is '{token.Value}'; it must be 64 hexadecimal digits.");
        });
        var command = new Command(
            "add",
            "Installs a model pack beside the configured ones: checks the SHA-256 of every file, loads the networks and runs them. An "
            + "index is changed by models migrate only.")
        {
            Source, Sha256, Name, Models, Licence, Words,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult arguments, CancellationToken cancellationToken)
    {
        var request = new PackRequest
        {
            Source = arguments.GetRequiredValue(Source),
            Models = arguments.GetValue(Models) ?? InstalledPacks.DefaultFolder(),
            Sha256 = arguments.GetValue(Sha256)?.ToLowerInvariant(),
            Name = arguments.GetValue(Name) is { } name ? PackName.Parse(name) : null,
            Licence = arguments.GetValue(Licence),
            Words = arguments.GetValue(Words),
        };
        var (directory, report) = await new PackInstaller(new PackLimits()).InstallAsync(request, cancellationToken);
        await Console.Out.WriteAsync(PackView.Describe(report, directory, InstalledPacks.ConfiguredWords()));
        return ExitCode.Success;
    }
}
