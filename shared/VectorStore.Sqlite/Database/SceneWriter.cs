using System.Runtime.InteropServices;

namespace Indexing.VectorStore.Sqlite.Database;

/// <summary>Puts the scene of an image into the tables and takes it out, within the transaction of <see cref="ImageWriter"/>.</summary>
internal sealed class SceneWriter(PreparedStatements statements)
{
    /// <summary>Inserts the request's scene, if it has one, and makes it findable by the image's tags and metadata.</summary>
    public void Insert(WriteRequest request, long image, long tenant, long id)
    {
        if (request.Scene.IsEmpty)
            return;
        statements["insert into scenes values (?1, ?2, ?3, ?4, ?5)"]
            .Bind(1, id).Bind(2, image).Bind(3, tenant).Bind(4, request.Image.UpdatedAt.UtcTicks)
            .Bind(5, MemoryMarshal.AsBytes(request.Scene.Span)).Execute();
        foreach (Label label in Label.Of(request.Image.Tags, request.Image.Metadata))
        {
            // "or ignore": two ill-formed texts can become one in UTF-8.
            statements["insert or ignore into scene_labels values (?1, ?2, ?3, ?4, 1)"]
                .Bind(1, tenant).Bind(2, label.Name).Bind(3, label.Value).Bind(4, id).Execute();
        }
    }

    /// <summary>Removes an image's scene and its labels, and notes it for those who scan segments that still hold it.</summary>
    public void Remove(StoredImage image, long tenant, long generation)
    {
        Statement removed = statements["delete from scenes where image = ?1 returning id"].Bind(1, image.Id);
        if (!removed.Step())
            return;
        long id = removed.Long(0);
        removed.Execute();
        statements["insert into dead_scenes values (?1, ?2, 1)"].Bind(1, generation).Bind(2, id).Execute();
        foreach (Label label in Label.Of(RecordJson.ReadTags(image.Tags), RecordJson.ReadMetadata(image.Metadata)))
        {
            statements["delete from scene_labels where tenant = ?1 and name = ?2 and value = ?3 and first_word = ?4"]
                .Bind(1, tenant).Bind(2, label.Name).Bind(3, label.Value).Bind(4, id).Execute();
        }
    }
}
