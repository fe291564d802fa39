using System.Text.Json.Nodes;

namespace Indexing.Helm.Tests.Checks;

/// <summary>The restricted Pod Security Standard, a read-only root and no token, for every pod.</summary>
internal static class SecurityCheck
{
    private static readonly string[] Host = ["hostNetwork", "hostPID", "hostIPC"];

    public static IEnumerable<string> Mistakes(Manifests manifests) =>
        manifests.Workloads.SelectMany(workload => Pod(workload).Concat(workload.Containers.SelectMany(Container))
            .Select(mistake => $"{workload.Title}: {mistake}"))
        .Concat(manifests.OfKind("ServiceAccount").Where(account => account.Text("automountServiceAccountToken") != "false")
            .Select(_ => "The ServiceAccount mounts its token."));

    private static IEnumerable<string> Pod(Workload workload)
    {
        var pod = workload.Pod;
        if (pod.Text("securityContext", "runAsNonRoot") != "true" || pod.Number("securityContext", "runAsUser") == 0)
            yield return "it may run as root.";
        if (pod.Text("securityContext", "seccompProfile", "type") != "RuntimeDefault")
            yield return "it has no seccomp profile.";
        if (pod.Text("automountServiceAccountToken") != "false")
            yield return "it mounts the token of its account.";
        foreach (var setting in Host.Where(setting => pod.At(setting) is not null))
            yield return $"it has {setting}.";
        foreach (var volume in pod.Items("volumes").Where(volume => volume.At("hostPath") is not null))
            yield return $"volume {volume.Text("name")} is of the host.";
    }

    private static IEnumerable<string> Container(JsonObject container)
    {
        var context = container.At("securityContext");
        if (context.Text("allowPrivilegeEscalation") != "false" || context.Text("privileged") == "true")
            yield return "it may gain privileges.";
        if (context.Text("readOnlyRootFilesystem") != "true")
            yield return "its root is writable.";
        if (!context.Texts("capabilities", "drop").SequenceEqual(["ALL"]) || context.Texts("capabilities", "add").Any())
            yield return "it keeps capabilities.";
        if (container.Items("ports").Any(port => port.At("hostPort") is not null))
            yield return "it takes a port of the host.";
    }
}
