using System.Runtime.InteropServices;

namespace Indexing.TestSupport.Sentences;

/// <summary>Writes small ONNX networks (opset 13), node by node; field numbers as in onnx.proto.</summary>
public sealed class OnnxModel
{
    private const int FloatType = 1;
    private const int Int32Type = 6;
    private const int Int64Type = 7;

    private readonly ProtobufMessage _graph = new ProtobufMessage().Text(2, "graph");

    /// <summary>Adds an input of <c>float</c>, <c>int</c> or <c>long</c>; an extent is a number, or the name of a free one.</summary>
    public OnnxModel Input<T>(string name, params object[] extents) => Value(11, name, TypeOf<T>(), extents);

    /// <summary>Adds an output.</summary>
    public OnnxModel Output<T>(string name, params object[] extents) => Value(12, name, TypeOf<T>(), extents);

    /// <summary>Adds a constant.</summary>
    public OnnxModel Constant<T>(string name, T[] values, params long[] extents)
        where T : unmanaged
    {
        var tensor = new ProtobufMessage();
        foreach (var extent in extents)
            tensor.Number(1, extent);
        _graph.Message(5, tensor.Number(2, TypeOf<T>()).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan())));
        return this;
    }

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="inputs">Names of its inputs, separated by spaces.</param>
    /// <param name="output">Name of its output.</param>
    /// <param name="attributes">Whole numbers, or lists of them.</param>
    public OnnxModel Node(string operation, string inputs, string output, params (string Name, object Value)[] attributes)
    {
        var node = new ProtobufMessage();
        foreach (var input in inputs.Split(' '))
            node.Text(1, input);
        node.Text(2, output).Text(4, operation);
        foreach (var (name, value) in attributes)
            node.Message(5, Attribute(name, value));
        _graph.Message(1, node);
        return this;
    }

    /// <summary>The same number for rows and columns, as an attribute.</summary>
    public static int[] Square(int side) => [side, side];

    /// <summary>The file.</summary>
    public byte[] ToArray() => new ProtobufMessage().Number(1, 8).Message(8, new ProtobufMessage().Text(1, "").Number(2, 13))
        .Message(7, _graph).ToArray();

    private static ProtobufMessage Attribute(string name, object value)
    {
        var attribute = new ProtobufMessage().Text(1, name);
        if (value is int number)
            return attribute.Number(3, number).Number(20, 2);
        foreach (var one in (int[])value)
            attribute.Number(8, one);
        return attribute.Number(20, 7);
    }

    private OnnxModel Value(int field, string name, int type, object[] extents)
    {
        var shape = new ProtobufMessage();
        foreach (var extent in extents)
        {
            var one = new ProtobufMessage();
            shape.Message(1, extent is int number ? one.Number(1, number) : one.Text(2, (string)extent));
        }

        var tensor = new ProtobufMessage().Number(1, type).Message(2, shape);
        _graph.Message(field, new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, tensor)));
        return this;
    }

    private static int TypeOf<T>() => default(T) switch
    {
        float => FloatType,
        int => Int32Type,
        long => Int64Type,
        _ => throw new NotSupportedException($"{typeof(T)} is no element type of these networks."),
    };
}
