using System.Numerics;
using Indexing.Vision;

namespace Indexing.Standalone.Evaluation;

/// <summary>One marked word of a photograph.</summary>
internal sealed record EvaluationInstance
{
    private const string Illegible = "###";

    /// <summary>What is written there.</summary>
    public required string Text { get; init; }

    /// <summary>Four corners [x, y] in source pixels, clockwise from the text's top-left.</summary>
    public required float[][] Quad { get; init; }

    /// <summary>Marked as neither hit nor error.</summary>
    public bool Ignore { get; init; }

    /// <summary>Whether the instance is neither hit nor error.</summary>
    public bool IsIgnored => Ignore || Text == Illegible;

    /// <summary>The corners as a quad.</summary>
    public Quad Corners => new(Corner(0), Corner(1), Corner(2), Corner(3));

    private Vector2 Corner(int index) => new(Quad[index][0], Quad[index][1]);
}
