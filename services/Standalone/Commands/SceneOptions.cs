using System.CommandLine;

namespace Indexing.Standalone.Commands;

/// <summary>What the commands about a picture's content share.</summary>
internal static class SceneOptions
{
    public static Argument<string> Picture() => new("picture")
    {
        Description = "A .jpg, .png or .webp file, which is looked at now, or the id of a picture of --index.",
        HelpName = "PICTURE|ID",
    };

    public static Option<bool> Json() => CommonOptions.Json("Print the answer as JSON, in the form of the HTTP API.");
}
