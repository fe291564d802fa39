namespace Indexing.Vision.Sentences;

/// <summary>Sizes of the image tower's outputs for one picture.</summary>
/// <param name="Dimension">Of the vectors.</param>
/// <param name="Rows">Of the map; 0 without one.</param>
/// <param name="Columns">Of the map; 0 without one.</param>
internal readonly record struct SceneLayout(int Dimension, int Rows, int Columns);
