using System.CommandLine;

namespace Indexing.Standalone.Commands;

/// <summary><c>eval</c>: measures the product on photographs whose words or contents are known.</summary>
internal static class EvalCommand
{
    public static Command Create() => new(
        "eval", "Measures the product on photographs or word crops whose words are known, or that are described. All values are 0..1.")
    {
        EvalRetrievalCommand.Create(),
        EvalWordsCommand.Create(),
        EvalSimilarCommand.Create(),
        EvalConceptsCommand.Create(),
        EvalMixedCommand.Create(),
        EvalCaptionsCommand.Create(),
        EvalGalleryCommand.Create(),
        EvalSummariesCommand.Create(),
        EvalDetectionCommand.Create(),
        EvalLocalizationCommand.Create(),
        EvalEvidenceCommand.Create(),
    };
}
