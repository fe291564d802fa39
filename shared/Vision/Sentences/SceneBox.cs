namespace Indexing.Vision.Sentences;

/// <summary>An upright rectangle in a picture, in shares of its width and height: 0..1 from the left and from above.</summary>
/// <param name="Left">Left edge.</param>
/// <param name="Top">Upper edge.</param>
/// <param name="Right">Right edge, at least <paramref name="Left"/>.</param>
/// <param name="Bottom">Lower edge, at least <paramref name="Top"/>.</param>
public readonly record struct SceneBox(float Left, float Top, float Right, float Bottom)
{
    /// <summary>All of the picture.</summary>
    public static SceneBox Whole => new(0, 0, 1, 1);

    /// <summary>Width as a share of the picture's.</summary>
    public float Width => Right - Left;

    /// <summary>Height as a share of the picture's.</summary>
    public float Height => Bottom - Top;
}
