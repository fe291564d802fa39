using System.Numerics.Tensors;
using System.Text.Json.Nodes;

namespace Indexing.VectorStore.Qdrant.Tests.QdrantModel;

/// <summary>A point, or a question: vectors by name, of which any may be missing. Dense ones are at unit length, for the cosine.</summary>
internal sealed record ModelPoint(
    IReadOnlyDictionary<string, float[]> Dense, IReadOnlyDictionary<string, IReadOnlyDictionary<uint, float>> Sparse, JsonObject Payload)
{
    /// <param name="config">The collection's, which says what vectors there may be.</param>
    /// <param name="vectors">By name.</param>
    /// <param name="payload">Empty for a question.</param>
    public static ModelPoint Of(JsonObject config, JsonObject vectors, JsonObject payload)
    {
        var dense = new Dictionary<string, float[]>();
        var sparse = new Dictionary<string, IReadOnlyDictionary<uint, float>>();
        foreach ((string name, JsonNode? vector) in vectors)
            if (config["vectors"]![name] is JsonObject space)
                dense[name] = Normalized((int)space["size"]!, vector!);
            else if (config["sparse_vectors"]?[name] is not null)
                sparse[name] = Weights(vector!);
            else
                throw new ModelException(400, $"Wrong input: Not existing vector name error: {name}");
        return new ModelPoint(dense, sparse, payload);
    }

    /// <summary>Null: this point has no such vector, or shares nothing with a sparse one; searches pass it over.</summary>
    public float? ScoreOf(ModelPoint question)
    {
        if (question.Dense.Count == 1)
        {
            (string name, float[] vector) = question.Dense.Single();
            return Dense.TryGetValue(name, out float[]? own) ? TensorPrimitives.Dot(vector, own) : null;
        }
        (string sparseName, var weights) = question.Sparse.Single();
        if (!Sparse.TryGetValue(sparseName, out var ownWeights))
            return null;
        float[] products = [.. weights.Where(one => ownWeights.ContainsKey(one.Key)).Select(one => one.Value * ownWeights[one.Key])];
        return products.Length == 0 ? null : products.Sum();
    }

    private static float[] Normalized(int size, JsonNode numbers)
    {
        if (numbers is not JsonArray array)
            throw new ModelException(400, "Wrong input: Conversion between sparse and regular vectors failed");
        float[] vector = [.. array.Select(number => (float)number!)];
        if (vector.Length != size)
            throw new ModelException(400, $"Wrong input: Vector dimension error: expected dim: {size}, got {vector.Length}");
        TensorPrimitives.Divide(vector, TensorPrimitives.Norm(vector), vector);
        return vector;
    }

    private static Dictionary<uint, float> Weights(JsonNode vector)
    {
        if (vector is not JsonObject { Count: 2 })
            throw new ModelException(400, "Wrong input: Conversion between regular and sparse vectors failed");
        uint[] indices = [.. vector["indices"]!.AsArray().Select(index => (uint)index!)];
        float[] values = [.. vector["values"]!.AsArray().Select(value => (float)value!)];
        if (indices.Length != values.Length)
            throw new ModelException(422, "Validation error in JSON body: must be the same length as indices");
        if (indices.Distinct().Count() != indices.Length)
            throw new ModelException(422, "Validation error in JSON body: indices: must be unique");
        return indices.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
