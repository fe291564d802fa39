namespace Indexing.Standalone.Packs;

/// <summary>A pack that lies in a folder of packs.</summary>
/// <param name="Id">Name and version, as its folders are called.</param>
/// <param name="Kind">What it is for; <see langword="null"/>: its description cannot be read.</param>
/// <param name="Licence">Licence of its weights, as it says; empty: it says nothing.</param>
/// <param name="Bytes">Size of its files.</param>
/// <param name="Directory">Where it is.</param>
internal sealed record InstalledPack(string Id, PackKind? Kind, string Licence, long Bytes, string Directory)
{
    /// <summary>Whether a generation was made with it.</summary>
    /// <param name="model">The generation's model id; ids of several packs are joined by <c>+</c>.</param>
    public bool IsIn(string? model) => model?.Split('+').Contains(Id) == true;
}
