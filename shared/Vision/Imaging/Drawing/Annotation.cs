namespace Indexing.Vision.Imaging.Drawing;

/// <summary>A quad to be drawn into a picture.</summary>
/// <param name="Quad">Corners in pixels of the upright source picture.</param>
/// <param name="Colour">Colour of the outline and of the label's box.</param>
/// <param name="Label">Text beside the quad, e.g. <c>coffee 0.98</c>; ASCII, other characters appear as boxes.</param>
public readonly record struct Annotation(Quad Quad, Rgb Colour, string? Label = null);
