namespace Indexing.VectorStore;

/// <summary>
/// Refuses calls that no store could answer, before anything is read or written; every adapter calls it first, so that all refuse alike.
/// </summary>
public static class RequestChecks
{
    private const int MaxTenantLength = 128;
    private const int MaxImageIdLength = 1024;
    private const int MaxDimension = 4096;
    private const int MaxGrams = 1024;
    private const int MaxAskedGrams = 256;
    private const int MaxReadingLength = 64;
    private const int MaxDistance = 7;
    private const int MaxScenes = 1000;

    /// <summary>A float16 model output or a sum in another order differs from 1 by less than this.</summary>
    private const float UnitTolerance = 0.01f;

    /// <summary>Arguments of <see cref="IVectorStore.ReplaceImageAsync"/>.</summary>
    /// <exception cref="ArgumentException">The message names the member, its value and what is possible.</exception>
    public static void Replace(ImageRecord image, IReadOnlyList<WordRecord> words, ReadOnlyMemory<float> scene)
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
        if (scene.IsEmpty)
            return;
        if (image.Status != ImageStatus.Indexed)
            throw new ArgumentException($"An image with status {image.Status} has no scene, but one was given.", nameof(scene));
        Vector(scene.Span, nameof(scene));
    }

    /// <summary>A key: both parts within their lengths, well-formed UTF-16, without NUL.</summary>
    /// <exception cref="ArgumentException">The message names the member, its value and what is possible.</exception>
    public static void Key(ImageKey key)
    {
        Tenant(key.Tenant);
        Text(key.ImageId, "ImageId", MaxImageIdLength);
    }

    /// <summary>A tenant, 1..128 characters, well-formed UTF-16, without NUL.</summary>
    /// <exception cref="ArgumentException">The message names the member, its value and what is possible.</exception>
    public static void Tenant(string tenant) => Text(tenant, "Tenant", MaxTenantLength);

    /// <summary>Arguments of <see cref="IVectorStore.ListImagesAsync"/>.</summary>
    /// <exception cref="ArgumentException">The message names the member, its value and what is possible.</exception>
    public static void List(string tenant, int limit)
    {
        Tenant(tenant);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, 1000);
    }

    /// <summary>A question to <see cref="IVectorStore.SearchWordsAsync"/>; its vector finite and of length 1 (+-0.01).</summary>
    /// <exception cref="ArgumentException">The message names the member, its value and what is possible.</exception>
    public static void Search(WordSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        Tenant(search.Tenant);
        ArgumentOutOfRangeException.ThrowIfLessThan(search.Limit, 1, "search.Limit");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(search.Limit, 10000, "search.Limit");
        if (!Enum.IsDefined(search.Space))
            throw new ArgumentException($"Space {search.Space} is not one of the port's.", nameof(search));
        Vector(search.Vector.Span, "search.Vector");
        Filter(search.Filter);
    }

    /// <summary>A question to <see cref="IVectorStore.SearchGramsAsync"/>.</summary>
    /// <exception cref="ArgumentException">The message names the member, its value and what is possible.</exception>
    public static void Search(GramSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        Tenant(search.Tenant);
        ArgumentOutOfRangeException.ThrowIfLessThan(search.Limit, 1, "search.Limit");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(search.Limit, 10000, "search.Limit");
        if (search.MinShare is not (> 0 and <= 1))
            throw new ArgumentException($"MinShare is {search.MinShare}; above 0 and at most 1 is possible.", nameof(search));
        if (search.Grams.Length is 0 or > MaxAskedGrams)
            throw new ArgumentException($"{search.Grams.Length} n-grams are asked for; 1 to {MaxAskedGrams} are possible.", nameof(search));
        Distinct(search.Grams.Span, "search.Grams");
        Filter(search.Filter);
    }

    /// <summary>A question to <see cref="IVectorStore.SearchScenesAsync"/>; its vector finite and of length 1 (+-0.01).</summary>
    /// <exception cref="ArgumentException">The message names the member, its value and what is possible.</exception>
    public static void Search(SceneSearch search)
    {
        ArgumentNullException.ThrowIfNull(search);
        Tenant(search.Tenant);
        ArgumentOutOfRangeException.ThrowIfLessThan(search.Limit, 1, "search.Limit");
        ArgumentOutOfRangeException.ThrowIfGreaterThan(search.Limit, MaxScenes, "search.Limit");
        Vector(search.Vector.Span, "search.Vector");
        Filter(search.Filter);
    }

    /// <summary>Arguments of <see cref="IVectorStore.ListReadingsAsync"/>.</summary>
    /// <exception cref="ArgumentException">The message names the member, its value and what is possible.</exception>
    public static void Readings(string tenant, string prefix, int limit)
    {
        List(tenant, limit);
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.Length > MaxReadingLength)
            throw new ArgumentException($"prefix has {prefix.Length} characters; at most {MaxReadingLength} are possible.", nameof(prefix));
        Reading(prefix, nameof(prefix));
    }

    /// <summary>Arguments of <see cref="IVectorStore.FindLookalikesAsync"/>.</summary>
    /// <exception cref="ArgumentException">The message names the member, its value and what is possible.</exception>
    public static void Lookalikes(string tenant, int maxDistance, int limit)
    {
        List(tenant, limit);
        ArgumentOutOfRangeException.ThrowIfNegative(maxDistance);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxDistance, MaxDistance);
    }

    private static void Filter(ImageFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        foreach (string tag in filter.Tags)
            ArgumentException.ThrowIfNullOrEmpty(tag, "filter.Tags");
        foreach ((string key, string value) in filter.Metadata)
        {
            ArgumentException.ThrowIfNullOrEmpty(key, "filter.Metadata");
            ArgumentNullException.ThrowIfNull(value, "filter.Metadata");
        }
        if (filter.ImageIds is not { } ids)
            return;
        if (ids.Count > ImageFilter.MaxImageIds)
            throw new ArgumentException(
                $"The filter names {ids.Count} images; at most {ImageFilter.MaxImageIds} are possible.", nameof(filter));
        foreach (string id in ids)
            Text(id, "filter.ImageIds", MaxImageIdLength);
    }

    private static void Distinct(ReadOnlySpan<ushort> grams, string name)
    {
        var seen = new HashSet<ushort>(grams.Length);
        foreach (ushort gram in grams)
        {
            if (!seen.Add(gram))
                throw new ArgumentException($"n-gram {gram} is given twice.", name);
        }
    }

    private static void Reading(string reading, string name)
    {
        foreach (char character in reading)
        {
            if (character is not (' ' or (>= '0' and <= '9') or (>= 'a' and <= 'z')))
                throw new ArgumentException($"'{reading}' has other characters than 0-9, a-z and spaces.", name);
        }
    }

    private static void Words(IReadOnlyList<WordRecord> words)
    {
        var regions = new HashSet<int>(words.Count);
        int conceptDimension = 0;
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
            if (word.Grams.Length > MaxGrams)
                throw new ArgumentException($"Word {i} has {word.Grams.Length} n-grams; at most {MaxGrams} are possible.", nameof(words));
            Distinct(word.Grams.Span, $"words[{i}].Grams");
            ArgumentNullException.ThrowIfNull(word.Reading, $"words[{i}].Reading");
            Reading(word.Reading, $"words[{i}].Reading");
            if (word.Concept.IsEmpty)
                continue;
            Vector(word.Concept.Span, $"words[{i}].Concept");
            if (conceptDimension != 0 && word.Concept.Length != conceptDimension)
                throw new ArgumentException(
                    $"Word {i} has a concept of {word.Concept.Length} numbers, an earlier word one of {conceptDimension}.", nameof(words));
            conceptDimension = word.Concept.Length;
        }
    }

    private static void Vector(ReadOnlySpan<float> vector, string name)
    {
        if (vector.Length is 0 or > MaxDimension)
            throw new ArgumentException($"The vector has {vector.Length} numbers; 1 to {MaxDimension} are possible.", name);
        // NaN and infinity make the norm NaN or infinite, so this one comparison refuses them too.
        double squares = 0;
        foreach (float number in vector)
            squares += (double)number * number;
        double norm = Math.Sqrt(squares);
        if (!(Math.Abs(norm - 1) <= UnitTolerance))
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
        // UTF-8 cannot hold half a surrogate pair, and stores end a text or a sort key at NUL: two different ids would become one.
        if (value.Contains('\0') || !IsWellFormed(value))
            throw new ArgumentException($"{name} holds a NUL or half a surrogate pair.", name);
    }
}
