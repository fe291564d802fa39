using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Indexing.TestSupport.Servers;

namespace Indexing.Deploy.Tests;

/// <summary>What the services of the compose file must be, and that everything they name exists.</summary>
internal static partial class ComposeRules
{
    /// <summary>Ports of the servers that are not ours, by service, from the documentation of their images.</summary>
    public static readonly IReadOnlyDictionary<string, int[]> ForeignPorts = new Dictionary<string, int[]>
    {
        ["rabbitmq"] = [5672, 15672, 15692],
        ["qdrant"] = [6333],
        ["blobs"] = [10000],
        ["prometheus"] = [9090],
        ["grafana"] = [3000],
    };

    /// <summary>The only services that may be reached from the machine itself.</summary>
    private static readonly string[] Published = ["query", "grafana", "rabbitmq"];

    /// <summary>In Azurite's image everything belongs to root; without capabilities that is a user like others.</summary>
    private static readonly string[] RunAsRoot = ["blobs"];

    /// <summary>What may take a container's protection away.</summary>
    private static readonly string[] Forbidden =
        ["privileged", "cap_add", "network_mode", "pid", "ipc", "userns_mode", "devices", "container_name"];

    /// <summary>What breaks the rules, in sentences.</summary>
    /// <param name="model">What docker-compose made of the file.</param>
    /// <param name="dockerfiles">The images of ours.</param>
    public static IReadOnlyList<string> Mistakes(JsonNode model, IReadOnlyDictionary<string, Dockerfile> dockerfiles)
    {
        var services = ComposeService.All(model);
        var secrets = SecretFiles.Names;
        return
        [
            .. services.SelectMany(service => (string[])
            [
                .. Images(service, dockerfiles), .. Protection(service, dockerfiles), .. Environment(service, dockerfiles),
                .. Mounts(service, model, secrets), .. Addresses(service, services, dockerfiles), .. Order(service, services),
                .. Limits(service),
            ]).Order(),
            .. Networks(model, services),
        ];
    }

    /// <summary>The ports that a service listens on.</summary>
    public static IEnumerable<int> PortsOf(ComposeService service, IReadOnlyDictionary<string, Dockerfile> dockerfiles) =>
        service.OurImage is { } image && dockerfiles.TryGetValue(image, out var file)
            ? file.Port is { } port ? [port] : []
            : ForeignPorts.GetValueOrDefault(service.Name, []);

    private static IEnumerable<string> Images(ComposeService service, IReadOnlyDictionary<string, Dockerfile> dockerfiles)
    {
        if (!DockerfileRules.IsPinned(service.Image))
            yield return $"{service.Name}: image '{service.Image}' is not pinned.";
        if (service.Node["build"] is not { } build)
            yield break;
        var dockerfile = build["dockerfile"]!.GetValue<string>();
        if (!dockerfiles.ContainsKey(service.OurImage!) || dockerfile != $"deploy/docker/{service.OurImage}.Dockerfile")
            yield return $"{service.Name}: there is no {dockerfile}.";
        if (Path.GetFullPath(build["context"]!.GetValue<string>()) != Checkout.Root)
            yield return $"{service.Name}: the context must be the root of the checkout.";
        if (service.Image.Split(':')[0] != $"indexing-{service.OurImage}")
            yield return $"{service.Name}: {service.Image} is built from {service.OurImage}.Dockerfile.";
    }

    private static IEnumerable<string> Protection(ComposeService service, IReadOnlyDictionary<string, Dockerfile> dockerfiles)
    {
        if (service.Text("read_only") != "true")
            yield return $"{service.Name}: read_only is missing.";
        if (!service.List("cap_drop").SequenceEqual(["ALL"]))
            yield return $"{service.Name}: cap_drop must be ALL.";
        if (!service.List("security_opt").SequenceEqual(["no-new-privileges:true"]))
            yield return $"{service.Name}: security_opt must be no-new-privileges:true.";
        foreach (var key in Forbidden.Where(key => service.Node.ContainsKey(key)))
            yield return $"{service.Name}: {key} is not allowed.";
        var user = service.OurImage is { } image ? dockerfiles.GetValueOrDefault(image)?.Last("USER")?.Text ?? "" : service.Text("user");
        if (service.OurImage is not null && service.Node.ContainsKey("user"))
            yield return $"{service.Name}: the image has its user.";
        if (!RunAsRoot.Contains(service.Name) && (!NumericUser().IsMatch(user) || user.Split(':').Contains("0")))
            yield return $"{service.Name}: user is '{user}'; it must be two numbers, none of them 0.";
    }

    private static IEnumerable<string> Environment(ComposeService service, IReadOnlyDictionary<string, Dockerfile> dockerfiles)
    {
        if (service.OurImage is not { } image || dockerfiles.GetValueOrDefault(image)?.Project is not { } project)
            yield break;
        var settings = HostSettings.Of(project);
        foreach (var (name, _) in service.Environment.Where(variable => !settings.Knows(variable.Key)))
            yield return $"{service.Name}: {name} is read by nobody.";
    }

    private static IEnumerable<string> Mounts(ComposeService service, JsonNode model, IReadOnlySet<string> secrets)
    {
        foreach (var (source, target, isWritable) in service.Mounts)
        {
            var isPath = source.StartsWith('/');
            if (isPath && !Path.Exists(source))
                yield return $"{service.Name}: '{source}' does not exist.";
            if (isPath && isWritable)
                yield return $"{service.Name}: '{source}' may be written.";
            if (!isPath && model["volumes"]?[source] is null)
                yield return $"{service.Name}: there is no volume '{source}'.";
            if (source == "secrets" && isWritable != (service.Name == "secrets"))
                yield return $"{service.Name}: only the service 'secrets' writes the volume 'secrets'.";
        }

        foreach (var path in service.Environment.Select(variable => variable.Value).Concat(service.Words).SelectMany(AbsolutePaths))
        {
            if (!service.Targets.Any(target => path == target || path.StartsWith($"{target}/", StringComparison.Ordinal)))
                yield return $"{service.Name}: nothing is mounted at '{path}'.";
            if (path.StartsWith(SecretFiles.Mount, StringComparison.Ordinal) && !secrets.Contains(path))
                yield return $"{service.Name}: make-secrets.sh makes no '{path}'.";
        }
    }

    private static IEnumerable<string> Addresses(
        ComposeService service, IReadOnlyList<ComposeService> services, IReadOnlyDictionary<string, Dockerfile> dockerfiles)
    {
        foreach (var (address, port) in service.Ports)
        {
            if (!Published.Contains(service.Name) || address != "127.0.0.1")
                yield return $"{service.Name}: {address}:{port} is published; only {string.Join(", ", Published)} may be, on 127.0.0.1.";
            if (!PortsOf(service, dockerfiles).Contains(port))
                yield return $"{service.Name}: nothing listens on {port}.";
        }

        foreach (var (host, port) in service.Environment.Select(variable => variable.Value).Concat(service.Words).SelectMany(HostsAndPorts))
        {
            var target = host == "127.0.0.1" ? service : services.FirstOrDefault(other => other.Name == host);
            if (target is null)
                yield return $"{service.Name}: there is no service '{host}'.";
            else if (!PortsOf(target, dockerfiles).Contains(port))
                yield return $"{service.Name}: {host} does not listen on {port}.";
        }
    }

    private static IEnumerable<string> Order(ComposeService service, IReadOnlyList<ComposeService> services)
    {
        foreach (var (name, condition) in service.Dependencies)
        {
            var other = services.FirstOrDefault(other => other.Name == name);
            if (other is null)
                yield return $"{service.Name}: there is no service '{name}'.";
            else if (condition == "service_healthy" && !other.HasHealthCheck)
                yield return $"{service.Name}: waits for the health of {name}, which has no check.";
            else if (condition == "service_completed_successfully" && !other.EndsByItself)
                yield return $"{service.Name}: waits for the end of {name}, which does not end.";
        }

        if (service.Mounts.Any(mount => mount is { Source: "secrets", IsWritable: false })
            && !service.Dependencies.Contains(("secrets", "service_completed_successfully")))
            yield return $"{service.Name}: reads secrets and does not wait for them.";
        if (!service.EndsByItself && !service.HasHealthCheck)
            yield return $"{service.Name}: has no health check.";
        if (!service.EndsByItself && service.Text("restart") != "unless-stopped")
            yield return $"{service.Name}: restart must be unless-stopped.";
    }

    private static IEnumerable<string> Limits(ComposeService service)
    {
        foreach (var limit in (string[])["cpus", "memory"])
            if (service.Limit(limit).Length == 0)
                yield return $"{service.Name}: has no limit of {limit}.";
        if (service.OurImage is not ("worker" or "worker-gpu"))
            yield break;
        // What IngestRabbitMqExtensions adds to it before the host gives up.
        var stop = HostSettings.Of("services/Worker/Indexing.Worker.csproj").Value("RabbitMq:StopTimeout");
        var own = TimeSpan.Parse(stop, CultureInfo.InvariantCulture) + TimeSpan.FromSeconds(8);
        var grace = Seconds().Match(service.Text("stop_grace_period")) is { Success: true } match
            ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture))
            : TimeSpan.Zero;
        if (grace <= own)
            yield return $"{service.Name}: stop_grace_period is {grace.TotalSeconds} s; the worker takes up to {own.TotalSeconds} s.";
    }

    private static IEnumerable<string> Networks(JsonNode model, IReadOnlyList<ComposeService> services)
    {
        if (model["networks"]?["inside"]?["internal"]?.GetValue<bool>() != true)
            yield return "The network 'inside' must be internal.";
        foreach (var service in services)
            if (service.Networks.Contains("outside") != service.Ports.Any())
                yield return $"{service.Name}: only what publishes a port belongs to the network 'outside'.";
        foreach (var volume in model["volumes"]!.AsObject().Select(volume => volume.Key))
            if (!services.Any(service => service.Mounts.Any(mount => mount.Source == volume)))
                yield return $"Volume '{volume}' is used by nobody.";
    }

    private static IEnumerable<string> AbsolutePaths(string text) =>
        PathValue().Matches(text).Select(match => match.Groups["path"].Value);

    private static IEnumerable<(string Host, int Port)> HostsAndPorts(string text) => Address().Matches(text)
        .Select(match => (match.Groups["host"].Value, int.Parse(match.Groups["port"].ValueSpan, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"^\d+:\d+$")]
    private static partial Regex NumericUser();

    [GeneratedRegex(@"^(\d+)s$")]
    private static partial Regex Seconds();

    /// <summary>A value, or what follows an equals sign, that is a path as a whole.</summary>
    [GeneratedRegex(@"(?:^|^--?[\w.-]+=)(?<path>/[\w./-]+)$")]
    private static partial Regex PathValue();

    [GeneratedRegex(@"(?:https?|amqp)://(?:[^@/ ]*@)?(?<host>[\w.-]+):(?<port>\d+)")]
    private static partial Regex Address();
}
