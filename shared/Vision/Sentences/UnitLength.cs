using System.Numerics.Tensors;

namespace Indexing.Vision.Sentences;

/// <summary>Scales vectors to unit length.</summary>
internal static class UnitLength
{
    /// <summary>How far a length may be from 1 in a vector that counts as one of unit length: 8-bit networks leave about 0.001.</summary>
    public const float Tolerance = 0.01f;

    /// <summary>Scales a vector; <see langword="false"/>, and nothing is changed, when it has no direction.</summary>
    public static bool TryScale(Span<float> vector)
    {
        var length = TensorPrimitives.Norm(vector);
        if (!(length > 0 && float.IsFinite(length)))
            return false;
        TensorPrimitives.Divide(vector, length, vector);
        return true;
    }
}
