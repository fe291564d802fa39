using Indexing.VectorStore.Qdrant.Rest;

namespace Indexing.VectorStore.Qdrant.Writing;

/// <summary>Between the port's words and points.</summary>
internal static class WordMapping
{
    public static WordPoint ToPoint(ImageRecord image, WordRecord word, long write)
    {
        NormalizedQuad quad = word.Quad;
        var payload = new WordPayload
        {
            Tenant = image.Key.Tenant,
            Key = PointIds.Image(image.Key),
            Image = image.Key.ImageId,
            Version = image.Version,
            Write = write,
            Region = word.RegionIndex,
            Quad = [quad.X0, quad.Y0, quad.X1, quad.Y1, quad.X2, quad.Y2, quad.X3, quad.Y3],
            Text = word.Transcription,
            Confidence = word.Confidence,
            Detection = word.DetectionScore,
            Posteriors = word.Posteriors.ToArray(),
            Tags = image.Tags,
            Labels = SearchTerms.Labels(image.Metadata),
            Updated = SearchTerms.Microseconds(image.UpdatedAt.UtcTicks),
            Reading = word.Reading.Length == 0 ? null : word.Reading,
            Prefixes = word.Reading.Length == 0 ? null : SearchTerms.Prefixes(word.Reading),
        };
        var vectors = new WordVectors(
            word.Lexical,
            word.Concept.IsEmpty ? default(ReadOnlyMemory<float>?) : word.Concept,
            word.Grams.IsEmpty ? null : SparseVector.Of(word.Grams));
        return new WordPoint(PointIds.Word(image.Key, image.Version, write, word.RegionIndex), vectors, payload);
    }

    public static StoredWord FromPayload(WordPayload payload) => new(
        new ImageKey(payload.Tenant, payload.Image),
        payload.Region,
        payload.Quad is { Length: 8 } q ? new NormalizedQuad(q[0], q[1], q[2], q[3], q[4], q[5], q[6], q[7]) : default,
        payload.Text,
        payload.Confidence,
        payload.Detection,
        payload.Posteriors);
}
