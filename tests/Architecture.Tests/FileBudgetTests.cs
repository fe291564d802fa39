using System.Text.RegularExpressions;

namespace Indexing.Architecture.Tests;

/// <summary>Size and form of source files.</summary>
public sealed partial class FileBudgetTests
{
    private const int MaxFileLines = 500;
    private const int MaxLineLength = 140;
    private const int MaxProgramLines = 30;

    [Theory]
    [InlineData(".cs")]
    [InlineData(".py")]
    [InlineData(".js")]
    public void SourceFile_OfAnyProject_StaysWithinTheBudget(string extension) => Assert.Empty(
        Repository.SourceFiles(extension)
            .Select(file => (File: Repository.Relative(file), Lines: File.ReadLines(file).Count()))
            .Where(entry => entry.Lines > (Path.GetFileName(entry.File) == "Program.cs" ? MaxProgramLines : MaxFileLines)));

    [Fact]
    public void CSharpLine_OfAnyFile_IsAtMost140Characters() => Assert.Empty(
        Repository.SourceFiles(".cs").SelectMany(file => File.ReadLines(file)
            .Select((line, index) => (Place: $"{Repository.Relative(file)}:{index + 1}", line.Length))
            .Where(entry => entry.Length > MaxLineLength)));

    [Fact]
    public void ProductFile_OfAnyProject_HoldsOnePublicType() => Assert.Empty(
        Repository.SourceFiles(".cs", "shared").Concat(Repository.SourceFiles(".cs", "services"))
            .Where(file => PublicType().Count(File.ReadAllText(file)) > 1)
            .Select(Repository.Relative));

    [Fact]
    public void TypeName_OfTheProduct_IsANounOfTheField() => Assert.Empty(
        Repository.SourceFiles(".cs", "shared").Concat(Repository.SourceFiles(".cs", "services"))
            .Select(file => Path.GetFileNameWithoutExtension(file))
            .Where(name => Vague().IsMatch(name)));

    [Fact]
    public void Logging_InTheProduct_IsSourceGenerated() => Assert.Empty(
        Repository.SourceFiles(".cs", "shared").Concat(Repository.SourceFiles(".cs", "services"))
            .Where(file => PlainLogCall().IsMatch(File.ReadAllText(file)))
            .Select(Repository.Relative));

    [GeneratedRegex(
        @"^public (?:(?:static|sealed|abstract|partial|readonly|ref|unsafe) )*(?:class|record|struct|interface|enum|delegate) ",
        RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex("(Manager|Helper|Helpers|Utils|Utility|Common)$")]
    private static partial Regex Vague();

    [GeneratedRegex(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\(")]
    private static partial Regex PlainLogCall();
}
