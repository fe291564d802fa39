using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>The Dockerfiles are well formed and name nothing that does not exist.</summary>
public sealed class DockerfileTests(DeployFiles files)
{
    public static TheoryData<string> Images => [.. DeployFiles.Images];

    [Fact]
    public void Images_EveryHost_HasADockerfile() => Assert.Empty(
        Directory.EnumerateFiles(Checkout.File("services"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => Path.GetRelativePath(Checkout.Root, project))
            .Except(files.Dockerfiles.Values.Select(file => file.Project)));

    [Theory]
    [MemberData(nameof(Images))]
    public void Dockerfile_AsItIs_KeepsTheRules(string image) => Assert.Empty(DockerfileRules.Mistakes(files.Dockerfiles[image]));

    [Theory]
    [InlineData("sdk:10.0.401-noble", "sdk:latest", "is not pinned")]
    [InlineData("sdk:10.0.401-noble", "sdk:9.0.304-noble", "the projects need .NET 10.0")]
    [InlineData("node:22.21.1-bookworm-slim", "node", "is not pinned")]
    [InlineData("FROM ${RUNTIME_IMAGE}", "FROM mcr.microsoft.com/dotnet/aspnet:10.0.12-noble", "must be an ARG")]
    [InlineData("COPY services services", "COPY service services", "'service' does not exist")]
    [InlineData("COPY services services", "COPY tests services", "'tests' is left out by .dockerignore")]
    [InlineData("COPY services services", "ADD services services", "use COPY")]
    [InlineData("--from=build", "--from=publish", "there is no stage 'publish'")]
    [InlineData("Indexing.Worker.csproj", "Indexing.Workers.csproj", "there is no project 'services/Worker/Indexing.Workers.csproj'")]
    [InlineData("--locked-mode ", "", "Nothing is restored with --locked-mode")]
    [InlineData("publish --no-restore", "publish", "Nothing is published with --no-restore")]
    [InlineData("npm ci", "npm install", "use npm ci")]
    [InlineData("/app/indexing-worker.dll", "/app/Indexing.Worker.dll", "makes '/app/indexing-worker.dll'")]
    [InlineData("USER 1654:1654", "USER app", "it must be two numbers")]
    [InlineData("USER 1654:1654", "USER 0:0", "none of them 0")]
    [InlineData("EXPOSE 8081", "EXPOSE 8080", "'8081' is listened on")]
    [InlineData("\"8081\", \"/livez\"", "\"8080\", \"/livez\"", "HEALTHCHECK asks 8080/livez")]
    [InlineData("\"/livez\"", "\"/readyz\"", "which no dependency can fail")]
    [InlineData("CMD [\"healthcheck\", \"8081\", \"/livez\"]", "CMD curl localhost", "in the exec form")]
    [InlineData("STOPSIGNAL SIGTERM\n", "", "STOPSIGNAL must be SIGTERM")]
    [InlineData("STOPSIGNAL SIGTERM\n", "STOPSIGNAL SIGTERM\nVOLUME /data\n", "anonymous volumes")]
    [InlineData("ENV ASPNETCORE_HTTP_PORTS", "ENV Inference__Devise=cpu ASPNETCORE_HTTP_PORTS", "ENV Inference__Devise is read by nobody")]
    [InlineData("ENV ASPNETCORE_HTTP_PORTS", "ENV Search__Candidates=9 ASPNETCORE_HTTP_PORTS", "ENV Search__Candidates is read by nobody")]
    [InlineData("image.revision=", "image.revison=", "image.revision is missing")]
    [InlineData("VERSION=0.1.0", "VERSION=0.2.0", "Directory.Build.props says '0.1.0'")]
    [InlineData("WORKDIR /app", "WORKDIRR /app", "WORKDIRR")]
    public async Task Mistakes_OfAChangedWorker_AreTold(string old, string replacement, string expected)
    {
        var text = DeployFiles.Dockerfile("worker");
        Assert.Contains(old, text, StringComparison.Ordinal);

        var changed = await DeployFiles.ReadDockerfileAsync(text.Replace(old, replacement, StringComparison.Ordinal));

        Assert.Contains(DockerfileRules.Mistakes(changed), mistake => mistake.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("services/Worker/Program.cs", true)]
    [InlineData("shared/models/scene-text/2/detector.onnx", true)]
    [InlineData("deploy/native/package-lock.json", true)]
    [InlineData("deploy/docker/healthcheck.sh", true)]
    [InlineData(".git/config", false)]
    [InlineData("tests/README.md", false)]
    [InlineData("deploy/compose/.env", false)]
    [InlineData("services/Worker/bin/Release/net10.0/indexing-worker.dll", false)]
    [InlineData("deploy/native/node_modules/.stamp", false)]
    [InlineData("shared/training/README.md", false)]
    public void BuildContext_OfAPath_IncludesWhatIsBuiltFromOnly(string path, bool expected) =>
        Assert.Equal(expected, BuildContext.Read().Includes(path));
}
