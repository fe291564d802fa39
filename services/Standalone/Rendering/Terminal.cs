using Spectre.Console;

namespace Indexing.Standalone.Rendering;

/// <summary>The two streams of the terminal: results go to standard output, progress and remarks to standard error.</summary>
internal static class Terminal
{
    /// <summary>Wide enough that a path is never broken when the output goes to a file.</summary>
    private const int RedirectedWidth = 240;

    public static IAnsiConsole Output { get; } = Create(Console.Out, Console.IsOutputRedirected);

    public static IAnsiConsole Remarks { get; } = Create(Console.Error, Console.IsErrorRedirected);

    private static IAnsiConsole Create(TextWriter writer, bool redirected)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = redirected ? AnsiSupport.No : AnsiSupport.Detect,
            ColorSystem = redirected ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        if (redirected)
            console.Profile.Width = RedirectedWidth;
        return console;
    }
}
