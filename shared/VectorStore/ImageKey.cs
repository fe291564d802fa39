namespace Indexing.VectorStore;

/// <summary>Identity of an image: ids are unique within their tenant. Both parts are ordinal and case-sensitive.</summary>
/// <param name="Tenant">The owner of the image, 1..128 characters.</param>
/// <param name="ImageId">The publisher's id of the image, 1..1024 characters.</param>
public readonly record struct ImageKey(string Tenant, string ImageId);
