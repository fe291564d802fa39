namespace Indexing.Search.Recall;

/// <summary>A question and the pictures that it must find.</summary>
/// <param name="Tenant">Whose pictures are searched.</param>
/// <param name="Text">What is asked, as a user would.</param>
/// <param name="ImageIds">Ids of the pictures, at least one.</param>
public sealed record GoldenQuery(string Tenant, string Text, IReadOnlyList<string> ImageIds);
