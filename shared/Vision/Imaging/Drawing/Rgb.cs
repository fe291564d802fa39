namespace Indexing.Vision.Imaging.Drawing;

/// <summary>An sRGB colour.</summary>
/// <param name="R">Red 0..255.</param>
/// <param name="G">Green 0..255.</param>
/// <param name="B">Blue 0..255.</param>
public readonly record struct Rgb(byte R, byte G, byte B)
{
    /// <summary>Stands out from most photographs.</summary>
    public static Rgb Magenta => new(255, 0, 160);

    /// <summary>For the best of several.</summary>
    public static Rgb Green => new(0, 220, 90);

    /// <summary>For the other ones.</summary>
    public static Rgb Amber => new(255, 170, 0);

    /// <summary>Text on light colours.</summary>
    public static Rgb Black => new(0, 0, 0);

    /// <summary>Text on dark colours.</summary>
    public static Rgb White => new(255, 255, 255);

    /// <summary>Black or white, whichever is readable on this colour.</summary>
    /// <remarks>A method: a record prints its properties, and this one would print its own, without end.</remarks>
    public Rgb ToContrast() => 0.299f * R + 0.587f * G + 0.114f * B > 120 ? Black : White;
}
