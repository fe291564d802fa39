using System.Text;

namespace Indexing.TestSupport.Sentences;

/// <summary>Writes fields of a protocol buffers message, one after the other.</summary>
internal sealed class ProtobufMessage
{
    private readonly List<byte> _bytes = [];

    /// <summary>A whole number.</summary>
    public ProtobufMessage Number(int field, long value)
    {
        Varint((ulong)field << 3);
        Varint((ulong)value);
        return this;
    }

    /// <summary>A 32-bit float.</summary>
    public ProtobufMessage Float(int field, float value)
    {
        Varint(((ulong)field << 3) | 5);
        _bytes.AddRange(BitConverter.GetBytes(value));
        return this;
    }

    /// <summary>Bytes.</summary>
    public ProtobufMessage Bytes(int field, ReadOnlySpan<byte> value)
    {
        Varint(((ulong)field << 3) | 2);
        Varint((ulong)value.Length);
        _bytes.AddRange(value);
        return this;
    }

    /// <summary>A text.</summary>
    public ProtobufMessage Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A message within this one.</summary>
    public ProtobufMessage Message(int field, ProtobufMessage value) => Bytes(field, value.ToArray());

    /// <summary>What was written.</summary>
    public byte[] ToArray() => [.. _bytes];

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes.Add((byte)(value | 0x80));
        _bytes.Add((byte)value);
    }
}
