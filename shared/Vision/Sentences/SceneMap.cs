using System.Numerics.Tensors;

namespace Indexing.Vision.Sentences;

/// <summary>
/// What a picture shows where: a grid of vectors in the space of the sentences, and, where the network says so, the box of the thing at
/// each cell and how surely there is one. Immutable; safe for concurrent use.
/// </summary>
public sealed class SceneMap
{
    private const int Edges = 4;

    private readonly float[] _vectors;
    private readonly float[]? _reaches;
    private readonly float[]? _objectness;

    /// <summary>Takes over what a network computed.</summary>
    /// <param name="rows">Rows of the grid.</param>
    /// <param name="columns">Columns of the grid.</param>
    /// <param name="vectors">
    /// rows x columns x dimension, row-major; scaled to unit length here. The dimension follows from the number of them.
    /// </param>
    /// <param name="reaches">
    /// rows x columns x 4: how far the thing at a cell reaches from the middle of the cell to the left, up, right and down, as shares of
    /// the view; <see langword="null"/>: not known.
    /// </param>
    /// <param name="objectness">rows x columns, 0..1; <see langword="null"/>: not known.</param>
    /// <param name="view">The part of the picture that the grid covers; <see langword="null"/>: all of it.</param>
    /// <exception cref="ArgumentException">The numbers do not fit the size of the grid.</exception>
    public SceneMap(int rows, int columns, float[] vectors, float[]? reaches = null, float[]? objectness = null, SceneBox? view = null)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var cells = rows * columns;
        if (vectors.Length == 0 || vectors.Length % cells != 0)
            throw new ArgumentException($"{vectors.Length} numbers are no vectors of {rows} x {columns} cells.", nameof(vectors));
        if (reaches is not null && reaches.Length != cells * Edges)
            throw new ArgumentException($"{reaches.Length} numbers are no boxes of {rows} x {columns} cells.", nameof(reaches));
        if (objectness is not null && objectness.Length != cells)
            throw new ArgumentException($"{objectness.Length} numbers do not fit {rows} x {columns} cells.", nameof(objectness));
        (Rows, Columns, Dimension, View) = (rows, columns, vectors.Length / cells, view ?? SceneBox.Whole);
        (_vectors, _reaches, _objectness) = (vectors, reaches, objectness);
        for (var cell = 0; cell < cells; cell++)
            UnitLength.TryScale(_vectors.AsSpan(cell * Dimension, Dimension));
    }

    /// <summary>Rows of the grid.</summary>
    public int Rows { get; }

    /// <summary>Columns of the grid.</summary>
    public int Columns { get; }

    /// <summary>Dimension of the vectors.</summary>
    public int Dimension { get; }

    /// <summary>The part of the picture that the grid covers: less than all of it where the tower sees the middle alone.</summary>
    public SceneBox View { get; }

    /// <summary>Whether the network says which box the thing at a cell has.</summary>
    public bool HasBoxes => _reaches is not null;

    /// <summary>Whether the network says how surely there is a thing.</summary>
    public bool HasObjectness => _objectness is not null;

    /// <summary>What is at a cell: a vector of unit length, or of zeros where the network saw nothing at all.</summary>
    public ReadOnlySpan<float> Vector(int row, int column) => _vectors.AsSpan(Cell(row, column) * Dimension, Dimension);

    /// <summary>The cosines of a vector with all cells.</summary>
    /// <param name="vector">Unit length.</param>
    /// <returns>rows x columns, row-major, -1..1.</returns>
    public float[] Similarities(ReadOnlySpan<float> vector)
    {
        var similarities = new float[Rows * Columns];
        for (var cell = 0; cell < similarities.Length; cell++)
            similarities[cell] = TensorPrimitives.Dot(_vectors.AsSpan(cell * Dimension, Dimension), vector);
        return similarities;
    }

    /// <summary>How surely a thing is at a cell, 0..1; 1 where the network does not say.</summary>
    public float Objectness(int row, int column) => _objectness is null ? 1 : _objectness[Cell(row, column)];

    /// <summary>The area of a cell.</summary>
    public SceneBox CellBox(int row, int column)
    {
        Cell(row, column);
        return InPicture(column / (float)Columns, row / (float)Rows, (column + 1f) / Columns, (row + 1f) / Rows);
    }

    /// <summary>The box of the thing at a cell, cut off at the edges of the view; the cell's own where the network does not say.</summary>
    public SceneBox Box(int row, int column)
    {
        if (_reaches is null)
            return CellBox(row, column);
        var reach = _reaches.AsSpan(Cell(row, column) * Edges, Edges);
        var (x, y) = ((column + 0.5f) / Columns, (row + 0.5f) / Rows);
        return InPicture(
            x - MathF.Max(0, reach[0]), y - MathF.Max(0, reach[1]), x + MathF.Max(0, reach[2]), y + MathF.Max(0, reach[3]));
    }

    private int Cell(int row, int column)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        ArgumentOutOfRangeException.ThrowIfNegative(column);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
        return (row * Columns) + column;
    }

    private SceneBox InPicture(float left, float top, float right, float bottom) => new(
        View.Left + (Math.Clamp(left, 0, 1) * View.Width),
        View.Top + (Math.Clamp(top, 0, 1) * View.Height),
        View.Left + (Math.Clamp(right, 0, 1) * View.Width),
        View.Top + (Math.Clamp(bottom, 0, 1) * View.Height));
}
