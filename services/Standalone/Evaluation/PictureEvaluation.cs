using Indexing.Search;
using Indexing.Vision;
using Indexing.Vision.Imaging;
using Indexing.Vision.Imaging.Drawing;

namespace Indexing.Standalone.Evaluation;

/// <summary>
/// Asks with crops: every marked word of three and more characters that another photograph of the set shows too, the upright rectangle
/// around its quad. The photograph that it was cut from does not count.
/// </summary>
internal sealed class PictureEvaluation(PictureSearch search, ImageDecoder decoder)
{
    private const int Depth = 10;
    private const int ShortestWord = 3;
    private const int MostQuestions = 200;

    /// <summary>Asks all questions of an indexed set.</summary>
    public async Task<PictureScores> RunAsync(EvaluationSet set, Action answered, CancellationToken cancellationToken)
    {
        var images = ImagesByText(set);
        var questions = Questions(set, images).ToList();
        var (recall, precision, shown) = (0.0, 0.0, 0);
        foreach (var (image, instance) in questions)
        {
            var crop = await CropAsync(set, image, instance, cancellationToken);
            var query = new PictureQuery { Tenant = Gallery.Tenant, Content = crop, Top = Depth + 1 };
            var others = images[ProtocolText.Normalize(instance.Text)].Where(other => other != image).ToHashSet(StringComparer.Ordinal);
            var hits = await AskAsync(query, image, cancellationToken);
            var found = hits.Count(others.Contains);
            recall += (double)found / Math.Min(Depth, others.Count);
            precision += hits.Count > 0 ? (double)found / hits.Count : 0;
            shown += hits.Count > 0 ? 1 : 0;
            answered();
        }

        return new PictureScores
        {
            Recall10 = recall / Math.Max(1, questions.Count),
            Precision10 = precision / Math.Max(1, shown),
            Queries = questions.Count,
        };
    }

    /// <summary>Number of questions that <see cref="RunAsync"/> asks.</summary>
    public static int Count(EvaluationSet set) => Questions(set, ImagesByText(set)).Count();

    private static ILookup<string, string> ImagesByText(EvaluationSet set) => set.Images
        .SelectMany(static image => image.Texts().Distinct().Select(text => (Text: text, image.Image)))
        .ToLookup(static pair => pair.Text, static pair => pair.Image, StringComparer.Ordinal);

    private static IEnumerable<(string Image, EvaluationInstance Instance)> Questions(EvaluationSet set, ILookup<string, string> images) =>
        set.Images.SelectMany(static image => image.Instances.Where(static instance => !instance.IsIgnored)
                .DistinctBy(static instance => ProtocolText.Normalize(instance.Text)).Select(instance => (image.Image, Instance: instance)))
            .Where(question => ProtocolText.Normalize(question.Instance.Text) is { Length: >= ShortestWord } text
                && images[text].Count() > 1)
            .Take(MostQuestions);

    private async Task<List<string>> AskAsync(PictureQuery query, string own, CancellationToken cancellationToken)
    {
        try
        {
            var response = await search.SearchAsync(query, cancellationToken);
            return [.. response.Hits.Select(static hit => hit.ImageId).Where(image => image != own).Take(Depth)];
        }
        catch (InvalidQueryException)
        {
            return [];
        }
    }

    private async Task<byte[]> CropAsync(EvaluationSet set, string image, EvaluationInstance instance, CancellationToken cancellationToken)
    {
        var file = Path.Combine(set.ImageDirectory, image);
        var decoded = decoder.Decode(await File.ReadAllBytesAsync(file, cancellationToken));
        using var picture = decoded.IsDecoded ? decoded.Image : throw new UsageException($"{file}: {decoded.Rejection.Message}");
        var quad = instance.Corners.Scale(System.Numerics.Vector2.One / picture.ScaleToSource);
        float[] xs = [quad.TopLeft.X, quad.TopRight.X, quad.BottomRight.X, quad.BottomLeft.X];
        float[] ys = [quad.TopLeft.Y, quad.TopRight.Y, quad.BottomRight.Y, quad.BottomLeft.Y];
        var (left, right) = (Math.Clamp((int)xs.Min(), 0, picture.Width - 1), Math.Clamp((int)xs.Max() + 1, 1, picture.Width));
        var (top, bottom) = (Math.Clamp((int)ys.Min(), 0, picture.Height - 1), Math.Clamp((int)ys.Max() + 1, 1, picture.Height));
        var (width, height) = (Math.Max(1, right - left), Math.Max(1, bottom - top));
        var pixels = new byte[width * height * DecodedImage.Channels];
        for (var y = 0; y < height; y++)
            picture.Pixels.Slice((((top + y) * picture.Width) + left) * DecodedImage.Channels, width * DecodedImage.Channels)
                .CopyTo(pixels.AsSpan(y * width * DecodedImage.Channels));
        return PictureEncoder.Encode(pixels, width, height, PictureEncoding.Png);
    }
}
