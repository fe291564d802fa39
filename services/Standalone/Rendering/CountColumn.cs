using System.Globalization;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Indexing.Standalone.Rendering;

/// <summary>Things done of all.</summary>
internal sealed class CountColumn : ProgressColumn
{
    protected override bool NoWrap => true;

    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
        new Text(string.Create(CultureInfo.InvariantCulture, $"{task.Value:0}/{task.MaxValue:0}"));
}
