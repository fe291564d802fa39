using System.CommandLine;
using Indexing.Standalone.Evaluation;

namespace Indexing.Standalone.Commands;

/// <summary>Options that the evaluations share.</summary>
internal static class EvalOptions
{
    public static readonly Option<string> Set = new("--set")
    {
        Description = "Folder of the set: images/, gt.jsonl and, for retrieval, queries.jsonl.",
        Required = true,
        HelpName = "DIR",
    };

    public static readonly Option<bool> Json = CommonOptions.Json("The last line of the output is one JSON object.");

    public static readonly Option<string?> Out = new("--out")
    {
        Description = "File for each query's ranked images with scores, one JSON object a line.",
        HelpName = "FILE",
    };

    public static readonly Option<int> Limit = CommonOptions.Number(
        "--limit", "Use at most this many images.", int.MaxValue, 1, int.MaxValue);

    public static readonly Option<int> Holdout = CommonOptions.Number(
        "--holdout", "Use only every N-th image by file name order: the part that training left out (5 for icdar2015_train).", 1, 1, 1000);

    /// <summary>Reads the set that the options name.</summary>
    public static EvaluationSet Read(ParseResult arguments) => EvaluationSet.Read(
        arguments.GetRequiredValue(Set), arguments.GetRequiredValue(Holdout), arguments.GetRequiredValue(Limit));

    /// <summary>Opens the file of <c>--out</c>, or <see langword="null"/>.</summary>
    public static StreamWriter? OpenOut(ParseResult arguments) =>
        arguments.GetValue(Out) is { } path ? new StreamWriter(Path.GetFullPath(path)) : null;
}
