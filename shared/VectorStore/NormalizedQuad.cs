namespace Indexing.VectorStore;

/// <summary>
/// Four corners of a text instance in the upright picture, clockwise from the text's top-left corner, in units of the picture's
/// width (x) and height (y): 0..1 inside the picture.
/// </summary>
public readonly record struct NormalizedQuad(float X0, float Y0, float X1, float Y1, float X2, float Y2, float X3, float Y3);
