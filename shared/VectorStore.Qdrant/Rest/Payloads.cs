namespace Indexing.VectorStore.Qdrant.Rest;

/// <summary>What a point of the words collection carries beside its vectors.</summary>
internal sealed record WordPayload
{
    public string Tenant { get; init; } = "";

    /// <summary>The image key as UUIDv5, see <see cref="PointIds.Image"/>.</summary>
    public string Key { get; init; } = "";

    public string Image { get; init; } = "";

    public long Version { get; init; }

    /// <summary>The write that these words belong to, see <see cref="Writing.WriteOrder"/>.</summary>
    public long Write { get; init; }

    public int Region { get; init; }

    /// <summary>Eight numbers: x and y of the four corners.</summary>
    public float[] Quad { get; init; } = [];

    public string Text { get; init; } = "";

    public float Confidence { get; init; }

    public float Detection { get; init; }

    /// <summary>Base64 in JSON.</summary>
    public byte[] Posteriors { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The image's metadata, see <see cref="SearchTerms.Label"/>.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>When the image was written, see <see cref="SearchTerms.Microseconds"/>.</summary>
    public long Updated { get; init; }

    /// <summary>Absent: the word is not listed.</summary>
    public string? Reading { get; init; }

    /// <summary>See <see cref="SearchTerms.Prefixes"/>; absent with <see cref="Reading"/>.</summary>
    public IReadOnlyList<string>? Prefixes { get; init; }
}

/// <summary>A point of the images collection: one write of one image.</summary>
internal sealed record RecordPayload
{
    public string Tenant { get; init; } = "";

    public string Key { get; init; } = "";

    public string Image { get; init; } = "";

    /// <summary>Sorts like the first three characters of the image id, see <see cref="PointIds.SortKey"/>.</summary>
    public long Order { get; init; }

    public long Version { get; init; }

    public long Write { get; init; }

    /// <summary>Lower-case name of the <see cref="ImageStatus"/>.</summary>
    public string Status { get; init; } = "";

    public string? Uri { get; init; }

    public string? Hash { get; init; }

    public int Width { get; init; }

    public int Height { get; init; }

    public long Size { get; init; }

    public int Words { get; init; }

    public string? Reason { get; init; }

    /// <summary>The perceptual hash, 16 hexadecimal digits: JSON and the server have no unsigned numbers of 64 bits.</summary>
    public string? Look { get; init; }

    /// <summary>See <see cref="SearchTerms.Bands"/>; absent with <see cref="Look"/>.</summary>
    public IReadOnlyList<string>? Bands { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public string? Model { get; init; }

    public DateTimeOffset Updated { get; init; }

    /// <summary>The metadata, see <see cref="SearchTerms.Label"/>; absent without a scene, for only scenes are searched here.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary><see cref="Updated"/> as <see cref="SearchTerms.Microseconds"/>; absent without a scene.</summary>
    public long? Written { get; init; }
}

/// <summary>Null is left out: the point then has no vector of that name. An empty one the server would refuse.</summary>
internal sealed record WordVectors(ReadOnlyMemory<float> Lexical, ReadOnlyMemory<float>? Concept, SparseVector? Grams);

internal sealed record WordPoint(string Id, WordVectors Vector, WordPayload Payload);

internal sealed record RecordPoint(string Id, RecordPayload Payload)
{
    /// <summary>The scene, if there is one; the server asks for the field in any case.</summary>
    public RecordVectors Vector { get; init; } = new(null);
}

/// <summary>Null is left out: the point then has no scene.</summary>
internal sealed record RecordVectors(ReadOnlyMemory<float>? Scene);
