using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Puts the words of an image into the tables and takes them out, within the transaction of <see cref="ImageWriter"/>.</summary>
internal sealed class WordWriter(PreparedStatements statements)
{
    public void Insert(WriteRequest request, long image, long tenant, long firstWord)
    {
        Span<NormalizedQuad> quad = stackalloc NormalizedQuad[1];
        Span<Half> concept = new Half[request.ConceptDimension];
        for (int i = 0; i < request.Words.Count; i++)
        {
            WordRecord word = request.Words[i];
            quad[0] = word.Quad;
            Statement insert = statements["insert into words values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"]
                .Bind(1, firstWord + i).Bind(2, image).Bind(3, tenant).Bind(4, word.RegionIndex).Bind(5, word.Confidence)
                .Bind(6, word.DetectionScore).Bind(7, MemoryMarshal.AsBytes(quad)).Bind(8, word.Transcription)
                .Bind(9, MemoryMarshal.AsBytes(word.Lexical.Span)).Bind(10, word.Posteriors.Span).Bind(11, word.Reading)
                .Bind(12, MemoryMarshal.AsBytes(word.Grams.Span));
            TensorPrimitives.ConvertToHalf(word.Concept.Span, concept);
            if (word.Concept.IsEmpty)
                insert.Bind(13, (string?)null).Execute();
            else
                insert.Bind(13, MemoryMarshal.AsBytes(concept)).Execute();
        }
    }

    /// <summary>Makes an image's words findable by its tags and metadata.</summary>
    public void InsertLabels(ImageRecord image, long tenant, long firstWord, int wordCount)
    {
        if (wordCount == 0)
            return;
        foreach (Label label in Label.Of(image.Tags, image.Metadata))
        {
            // "or ignore": two ill-formed texts can become one in UTF-8.
            statements["insert or ignore into labels values (?1, ?2, ?3, ?4, ?5)"]
                .Bind(1, tenant).Bind(2, label.Name).Bind(3, label.Value).Bind(4, firstWord).Bind(5, wordCount).Execute();
        }
    }

    /// <summary>Removes an image's words and labels, and notes the words for those who scan segments that still hold them.</summary>
    public void Remove(StoredImage image, long tenant, long generation)
    {
        if (image.WordCount == 0)
            return;
        statements["delete from words where id between ?1 and ?2"]
            .Bind(1, image.FirstWord).Bind(2, image.FirstWord + image.WordCount - 1).Execute();
        statements["insert into dead_words values (?1, ?2, ?3)"]
            .Bind(1, generation).Bind(2, image.FirstWord).Bind(3, image.WordCount).Execute();
        foreach (Label label in Label.Of(RecordJson.ReadTags(image.Tags), RecordJson.ReadMetadata(image.Metadata)))
        {
            statements["delete from labels where tenant = ?1 and name = ?2 and value = ?3 and first_word = ?4"]
                .Bind(1, tenant).Bind(2, label.Name).Bind(3, label.Value).Bind(4, image.FirstWord).Execute();
        }
    }
}
