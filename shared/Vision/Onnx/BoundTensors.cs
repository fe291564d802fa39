using Microsoft.ML.OnnxRuntime;

namespace Indexing.Vision.Onnx;

/// <summary>The tensors of one shape, bound to the session that runs it.</summary>
internal sealed class BoundTensors : IDisposable
{
    private readonly OnnxNetwork _network;
    private readonly InferenceSession _session;
    private readonly OrtIoBinding _binding;
    private readonly string _inputName;
    private readonly OrtValue _input;
    private readonly List<OrtValue> _outputs = [];

    /// <summary>Binds the input.</summary>
    public BoundTensors(OnnxNetwork network, NetworkShape shape, string inputName, OrtValue input)
    {
        (_network, _inputName, _input) = (network, inputName, input);
        _session = network.SessionFor(shape);
        _binding = _session.CreateIoBinding();
        _binding.BindInput(inputName, input);
    }

    /// <summary>Binds an output; the tensor is disposed with this object.</summary>
    public void Add(string name, OrtValue output)
    {
        _outputs.Add(output);
        _binding.BindOutput(name, output);
    }

    /// <summary>Runs the network: reads the memory of the input and writes that of the outputs.</summary>
    public void Run()
    {
        if (_network.CopiesInputs)
        {
            _binding.BindInput(_inputName, _input);
            _binding.SynchronizeBoundInputs();
        }

        _session.RunWithBinding(_network.RunOptions, _binding);
        if (_network.CopiesInputs)
            _binding.SynchronizeBoundOutputs();
    }

    public void Dispose()
    {
        _binding.Dispose();
        _input.Dispose();
        foreach (var output in _outputs)
            output.Dispose();
    }
}
