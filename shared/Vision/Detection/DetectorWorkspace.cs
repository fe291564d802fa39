namespace Indexing.Vision.Detection;

/// <summary>Pinned memory of one detector call in flight; grows to the largest picture seen and stays.</summary>
internal sealed class DetectorWorkspace : IDisposable
{
    private byte[] _input = [];
    private float[] _map = [];

    public RegionExtractor Extractor { get; } = new();

    public Memory<byte> Input(int length)
    {
        if (_input.Length < length)
            _input = GC.AllocateUninitializedArray<byte>(length, pinned: true);
        return _input.AsMemory(0, length);
    }

    public Memory<float> Map(int length)
    {
        if (_map.Length < length)
            _map = GC.AllocateUninitializedArray<float>(length, pinned: true);
        return _map.AsMemory(0, length);
    }

    public void Dispose()
    {
        // The arrays are managed: dropping them is enough.
    }
}
