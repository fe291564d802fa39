using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Indexing.Standalone.Rendering;

/// <summary>Things done per second of late.</summary>
internal sealed class RateColumn(string unit) : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(string.Create(CultureInfo.InvariantCulture, $"{task.Speed ?? 0:0.0} {unit}/s"), new Style(Color.Green));
}
