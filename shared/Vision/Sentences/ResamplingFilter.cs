namespace Indexing.Vision.Sentences;

/// <summary>How the pixels of a picture are weighted when it is brought to another size.</summary>
internal enum ResamplingFilter
{
    /// <summary>By the area that they share with a pixel of the target: OpenCV's INTER_AREA, which is linear where it enlarges.</summary>
    Area,

    /// <summary>By a triangle, widened when it shrinks: Pillow's BILINEAR.</summary>
    Bilinear,

    /// <summary>By a cubic with a = -0.5, widened when it shrinks: Pillow's BICUBIC.</summary>
    Bicubic,
}
