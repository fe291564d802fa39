using System.Numerics.Tensors;

namespace Indexing.VectorStore.Qdrant;

/// <summary>Refuses calls that no store could answer, before anything is read or written.</summary>
internal static class RequestChecks
{
    private const int MaxTenantLength = 128;
    private const int MaxImageIdLength = 1024;
    private const int MaxDimension = 4096;

    /// <summary>A float16 model output or a sum in another order differs from 1 by less than this.</summary>
    private const float UnitTolerance = 0.01f;

    public static void Replace(ImageRecord image, IReadOnlyList<WordRecord> words)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(words);
        Key(image.Key);
        ArgumentOutOfRangeException.ThrowIfNegative(image.Version, "image.Version");
        if (!Enum.IsDefined(image.Status))
            throw new ArgumentException($"Status {image.Status} is not one of the port's.", nameof(image));
        if (words.Count > 0 && image.Status != ImageStatus.Indexed)
            throw new ArgumentException($"An image with status {image.Status} has no words, but {words.Count} were given.", nameof(words));
        Words(words);
    }

    public static void Key(ImageKey key)
    {
        Tenant(key.Tenant);
        Text(key.ImageId, "ImageId", MaxImageIdLength);
    }

    public static void Tenant(string tenant) => Text(tenant, "Tenant", MaxTenantLength);

    public static void List(string tenant, int limit)
    {
        Tenant(tenant);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
    }

    public static void Search(WordSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        Tenant(search.Tenant);
        ArgumentOutOfRangeException.ThrowIfLessThan(search.Limit, 1, "search.Limit");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(search.Limit, 10000, "search.Limit");
        Vector(search.Vector.Span, "search.Vector");
    }

    public static VectorStoreException WrongDimension(int given, int stored) => new(
        $"The vector has {given} numbers, but the collection holds vectors of {stored}. Use the model that made the index, or set "
        + "Qdrant:Dimension to the model's dimension together with a new Qdrant:Generation and index again.",
        isTransient: false);

    private static void Words(IReadOnlyList<WordRecord> words)
    {
        var regions = new HashSet<int>(words.Count);
        for (int i = 0; i < words.Count; i++)
        {
            WordRecord word = words[i] ?? throw new ArgumentException($"Word {i} is null.", nameof(words));
            if (word.RegionIndex < 0 || !regions.Add(word.RegionIndex))
                throw new ArgumentException($"Word {i} has region {word.RegionIndex}, negative or used twice.", nameof(words));
            if (word.Lexical.Length != words[0].Lexical.Length)
                throw new ArgumentException(
                    $"Word {i} has {word.Lexical.Length} numbers, word 0 has {words[0].Lexical.Length}.",
                    nameof(words));
            ArgumentNullException.ThrowIfNull(word.Transcription, $"words[{i}].Transcription");
            Vector(word.Lexical.Span, $"words[{i}].Lexical");
        }
    }

    private static void Vector(ReadOnlySpan<float> vector, string name)
    {
        if (vector.Length is 0 or > MaxDimension)
            throw new ArgumentException($"The vector has {vector.Length} numbers; 1 to {MaxDimension} are possible.", name);
        // NaN and infinity make the norm NaN or infinite, so this one comparison refuses them too.
        float norm = TensorPrimitives.Norm(vector);
        if (!(MathF.Abs(norm - 1) <= UnitTolerance))
            throw new ArgumentException($"The vector has length {norm}; it must be finite and of length 1 (+-{UnitTolerance}).", name);
    }

    private static bool IsWellFormed(string value)
    {
        for (int i = 0; i < value.Length; i++)
        {
            if (!char.IsSurrogate(value[i]))
                continue;
            if (i + 1 == value.Length || !char.IsSurrogatePair(value[i], value[i + 1]))
                return false;
            i++;
        }
        return true;
    }

    private static void Text(string? value, string name, int maxLength)
    {
        if (string.IsNullOrEmpty(value) || value.Length > maxLength)
            throw new ArgumentException($"{name} has {value?.Length ?? 0} characters; 1 to {maxLength} are possible.", name);
        // UTF-8 cannot hold half a surrogate pair, and the sort key of a listing ends at NUL: two different ids would become one.
        if (value.Contains('\0') || !IsWellFormed(value))
            throw new ArgumentException($"{name} holds a NUL or half a surrogate pair.", name);
    }
}
