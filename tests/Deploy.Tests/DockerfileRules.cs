using System.Text.RegularExpressions;
using System.Xml.Linq;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>What a Dockerfile of ours must be, and that everything it names exists.</summary>
internal static partial class DockerfileRules
{
    private const string HealthPath = "/livez";
    private static readonly string[] Labels = ["title", "description", "version", "revision", "vendor", "licenses"];

    /// <summary>What breaks the rules, in sentences.</summary>
    public static IReadOnlyList<string> Mistakes(Dockerfile file) =>
    [
        .. file.Problems, .. Bases(file), .. Sources(file), .. Commands(file), .. Project(file), .. Process(file), .. Address(file),
        .. Environment(file), .. Description(file),
    ];

    /// <summary>Whether an image is named by a version of at least two numbers, or by its digest.</summary>
    public static bool IsPinned(string image) => Pinned().IsMatch(image);

    private static IEnumerable<string> Bases(Dockerfile file)
    {
        foreach (var from in file.Instructions.Where(instruction => instruction.Keyword == "FROM"))
        {
            var name = Argument().Match(from.Image ?? "").Groups["name"].Value;
            if (name.Length == 0 || !file.Arguments.TryGetValue(name, out var image))
                yield return $"{from.Line}: FROM {from.Image}: the image must be an ARG, so that a digest can be given.";
            else if (!IsPinned(image ?? ""))
                yield return $"{from.Line}: {image} is not pinned.";
        }
    }

    private static IEnumerable<string> Sources(Dockerfile file)
    {
        HashSet<string> stages = [];
        var ignored = BuildContext.Read();
        foreach (var instruction in file.Instructions)
        {
            if (instruction is { Keyword: "FROM", Stage: { } stage })
                stages.Add(stage);
            if (instruction.Keyword == "ADD")
                yield return $"{instruction.Line}: ADD may fetch and unpack; use COPY.";
            if (instruction.Keyword != "COPY")
                continue;
            if (instruction.Flags.TryGetValue("from", out var source) && source is not null)
            {
                if (!stages.Contains(source))
                    yield return $"{instruction.Line}: there is no stage '{source}' before.";
                continue;
            }

            foreach (var path in instruction.Arguments.SkipLast(1))
                if (!Path.Exists(Checkout.File(path)))
                    yield return $"{instruction.Line}: '{path}' does not exist.";
                else if (!ignored.Includes(path))
                    yield return $"{instruction.Line}: '{path}' is left out by .dockerignore.";
        }
    }

    private static IEnumerable<string> Commands(Dockerfile file)
    {
        var runs = file.Instructions.Where(instruction => instruction.Keyword == "RUN").ToList();
        foreach (var run in runs)
        {
            foreach (var project in run.Arguments.Where(argument => argument.EndsWith(".csproj", StringComparison.Ordinal)))
                if (!project.Contains('*') && !File.Exists(Checkout.File(project)))
                    yield return $"{run.Line}: there is no project '{project}'.";
            if (run.Text.Contains("npm install", StringComparison.Ordinal))
                yield return $"{run.Line}: npm install may change the lock file; use npm ci.";
            if (run.Arguments.Contains("apt-get") && !run.Arguments.Contains("--no-install-recommends"))
                yield return $"{run.Line}: apt-get install brings what is only recommended.";
        }

        if (!runs.Exists(run => run.Text.Contains("dotnet restore --locked-mode", StringComparison.Ordinal)))
            yield return "Nothing is restored with --locked-mode.";
        if (!runs.Exists(run => run.Text.Contains("dotnet publish --no-restore", StringComparison.Ordinal)))
            yield return "Nothing is published with --no-restore.";
    }

    private static IEnumerable<string> Project(Dockerfile file)
    {
        if (file.Project is not { } project || !File.Exists(Checkout.File(project)))
        {
            yield return "No project is published.";
            yield break;
        }

        var entry = file.Last("ENTRYPOINT")?.Json ?? [];
        var wanted = $"/app/{Host.AssemblyOf(project)}.dll";
        if (!entry.SequenceEqual(["dotnet", wanted]))
            yield return $"ENTRYPOINT is '{string.Join(' ', entry)}'; {project} makes '{wanted}'.";
        var framework = BuildProperty("TargetFramework")["net".Length..];
        foreach (var (name, image) in file.Arguments.Where(argument => argument.Value!.Contains("/dotnet/", StringComparison.Ordinal)))
            if (!image!.Contains($":{framework}.", StringComparison.Ordinal))
                yield return $"{name} is {image}; the projects need .NET {framework}.";
    }

    private static IEnumerable<string> Process(Dockerfile file)
    {
        var user = file.Last("USER")?.Text ?? "";
        if (!NumericUser().IsMatch(user) || user.Split(':').Contains("0"))
            yield return $"USER is '{user}'; it must be two numbers, none of them 0.";
        if (file.Final.Any(instruction => instruction.Keyword == "VOLUME"))
            yield return "VOLUME makes anonymous volumes.";
        if (file.Last("STOPSIGNAL")?.Text != "SIGTERM")
            yield return "STOPSIGNAL must be SIGTERM.";
    }

    private static IEnumerable<string> Address(Dockerfile file)
    {
        if (file.Port is not { } port)
        {
            yield return "EXPOSE must name one port.";
            yield break;
        }

        var command = file.Last("CMD")?.Json ?? [];
        var listened = file.Environment.GetValueOrDefault("ASPNETCORE_HTTP_PORTS")
            ?? (command is [.., var address] ? address : "").Split(':')[^1];
        if (listened != $"{port}")
            yield return $"{port} is exposed, '{listened}' is listened on.";
        var health = file.Last("HEALTHCHECK")?.Json ?? [];
        if (health is not ["healthcheck", var asked, var path])
            yield return "HEALTHCHECK must call 'healthcheck PORT PATH' in the exec form.";
        else if (asked != $"{port}" || path != HealthPath)
            yield return $"HEALTHCHECK asks {asked}{path}; it must be {port}{HealthPath}, which no dependency can fail.";
    }

    private static IEnumerable<string> Environment(Dockerfile file)
    {
        if (file.Project is not { } project || !File.Exists(Checkout.File(project)))
            yield break;
        var settings = HostSettings.Of(project);
        foreach (var name in file.Instructions.Where(instruction => instruction.Keyword == "ENV").SelectMany(env => env.Properties.Keys))
            if (!settings.Knows(name))
                yield return $"ENV {name} is read by nobody.";
    }

    private static IEnumerable<string> Description(Dockerfile file)
    {
        var labels = file.Final.Where(instruction => instruction.Keyword == "LABEL").SelectMany(label => label.Properties).ToDictionary();
        foreach (var label in Labels)
            if (string.IsNullOrEmpty(labels.GetValueOrDefault($"org.opencontainers.image.{label}")))
                yield return $"LABEL org.opencontainers.image.{label} is missing.";
        var version = BuildProperty("Version");
        var told = file.Final.Where(instruction => instruction.Keyword == "ARG")
            .SelectMany(argument => argument.Properties).FirstOrDefault(argument => argument.Key == "VERSION").Value;
        if (told != version)
            yield return $"ARG VERSION is '{told}', Directory.Build.props says '{version}'.";
    }

    private static string BuildProperty(string name) =>
        XDocument.Load(Checkout.File("Directory.Build.props")).Descendants(name).Single().Value;

    [GeneratedRegex(@"^\$\{(?<name>[A-Z_]+)\}$")]
    private static partial Regex Argument();

    [GeneratedRegex(@"^[^:@]+(:v?\d+\.\d+[\w.-]*)?@sha256:[0-9a-f]{64}$|^[^:@]+:v?\d+\.\d+[\w.-]*$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^\d+:\d+$")]
    private static partial Regex NumericUser();
}
