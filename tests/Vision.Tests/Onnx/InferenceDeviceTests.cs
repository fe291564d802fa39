using Indexing.Vision.Onnx;
using Microsoft.Extensions.Logging;

namespace Indexing.Vision.Tests.Onnx;

/// <summary>Holds with and without a GPU: the folder of the provider is always one that cannot give CUDA.</summary>
public sealed class InferenceDeviceTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("indexing-cuda-");
    private readonly LogLines<InferenceDevice> _log = new();

    [Fact]
    public void Choose_Cpu_SaysWhy()
    {
        var device = Create("cpu");

        Assert.Equal(("cpu", null), (device.Name, device.Gpu));
        Assert.Contains("Inference:Device", device.Reason, StringComparison.Ordinal);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Choose_CudaThatCannotBeHad_IsAnErrorThatSaysWhatToDo()
    {
        var failure = Assert.Throws<InferenceException>(() => Create("cuda"));

        Assert.False(failure.IsTransient);
        Assert.Contains("Inference:Device is cuda, which cannot be had", failure.Message, StringComparison.Ordinal);
        Assert.Contains("Set Inference:Device to auto or cpu", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choose_AutoWithNothingInstalled_TakesTheCpuAndInforms()
    {
        var device = Create("auto");

        var line = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Information, line.Level);
        Assert.Contains(device.Reason, line.Text, StringComparison.Ordinal);
        Assert.Equal("cpu", device.Name);
    }

    [Fact]
    public void Choose_AutoWithLibrariesThatFail_TakesTheCpuAndWarns()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "libonnxruntime_providers_cuda.so"), "no library");

        var device = Create("auto");

        var line = Assert.Single(_log.Lines);
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains(device.Reason, line.Text, StringComparison.Ordinal);
        Assert.Equal("cpu", device.Name);
    }

    [Fact]
    public void Description_OfTheCpu_NamesDeviceProviderHardwareAndReason()
    {
        var device = Create("cpu");

        Assert.Equal(["device", "hardware", "provider", "reason"], device.Description.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"cpu {InferenceDevice.RuntimeVersion}", device.Description["provider"]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private InferenceDevice Create(string device) =>
        new(new InferenceOptions { Device = device, CudaProvider = _folder.FullName }, _log);
}
