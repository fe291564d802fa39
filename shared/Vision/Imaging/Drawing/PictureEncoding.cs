namespace Indexing.Vision.Imaging.Drawing;

/// <summary>Formats that pictures are written in.</summary>
public enum PictureEncoding
{
    /// <summary>JPEG, quality 88.</summary>
    Jpeg,

    /// <summary>PNG, 24 bit.</summary>
    Png,
}
