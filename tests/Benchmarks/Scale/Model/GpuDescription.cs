namespace Indexing.Benchmarks.Scale.Model;

/// <summary>A GPU as it is assumed to be; none has been measured.</summary>
/// <param name="Detector">Of pictures.</param>
/// <param name="Words">Of words.</param>
/// <param name="WordsPerPicture">Words of a picture of ordinary cost; a picture that costs the word encoder more has more.</param>
/// <param name="DetectHost">Seconds of a core before and behind the detector: filling the tensor, regions from the map.</param>
/// <param name="EmbedHost">Seconds of a core before and behind the word encoder, for a picture of ordinary cost: crops.</param>
internal sealed record GpuDescription(
    BatchCurve Detector, BatchCurve Words, double WordsPerPicture, double DetectHost, double EmbedHost);
