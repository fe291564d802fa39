using System.Globalization;
using Indexing.Search.Localisation;
using Indexing.Vision;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;

namespace Indexing.Standalone.Localisation;

/// <summary>A copy of a picture with the places of a phrase framed.</summary>
internal static class PlacePicture
{
    private static readonly Rgb Best = new(255, 59, 48);
    private static readonly Rgb Further = new(255, 179, 64);

    /// <summary>A JPEG file; the best place lies over the others.</summary>
    public static byte[] Draw(DecodedImage picture, IReadOnlyList<LocatedPlace> places) => ImageAnnotator.Annotate(
        picture, [.. places.Index().Reverse().Select(place => Frame(picture, place.Item, place.Index == 0 ? Best : Further))]);

    private static Annotation Frame(DecodedImage picture, LocatedPlace place, Rgb colour)
    {
        var (box, width, height) = (place.Box, picture.SourceWidth, picture.SourceHeight);
        return new Annotation(
            Quad.FromRectangle(box.Left * width, box.Top * height, box.Width * width, box.Height * height),
            colour,
            string.Create(CultureInfo.InvariantCulture, $"{place.Phrase} {place.Score:0.00}"));
    }
}
