namespace Indexing.Vision.Imaging;

/// <summary>Why a file was not decoded.</summary>
/// <param name="Reason">The reason as a value.</param>
/// <param name="Message">The reason as a sentence with the measured and the allowed value.</param>
public sealed record ImageRejection(ImageRejectionReason Reason, string Message)
{
    /// <summary>Stable snake_case code for messages, status records and metrics, e.g. <c>not_an_image</c>.</summary>
    public string Code => Reason.ToCode();
}
