namespace Indexing.Helm.Tests.Checks;

/// <summary>What an object names is in the rendering, or is something that the values say exists already.</summary>
internal static class ReferenceCheck
{
    public static IEnumerable<string> Mistakes(Manifests manifests) => manifests.Workloads
        .SelectMany(workload => References(workload).Select(reference => (workload.Title, reference.Kind, reference.Name)))
        .Concat(manifests.OfKind("TriggerAuthentication").SelectMany(item => item.Items("spec", "secretTargetRef"))
            .Select(secret => (Title: "TriggerAuthentication", Kind: "Secret", Name: secret.Text("name"))))
        .Concat(manifests.OfKind("ScaledObject").SelectMany(item => item.Items("spec", "triggers"))
            .Select(trigger => (Title: "ScaledObject", Kind: "TriggerAuthentication", Name: trigger.Text("authenticationRef", "name"))))
        .Where(reference => !manifests.Has(reference.Kind, reference.Name) && !Exists(manifests, reference.Kind, reference.Name))
        .Select(reference => $"{reference.Title} needs {reference.Kind} {reference.Name}, which is not there.")
        .Concat(Backends(manifests))
        .Concat(SecretEntries(manifests));

    private static IEnumerable<(string Kind, string Name)> References(Workload workload) =>
    [
        ("ServiceAccount", workload.Pod.Text("serviceAccountName")),
        .. workload.Pod.Items("imagePullSecrets").Select(secret => ("Secret", secret.Text("name"))),
        .. workload.Pod.Items("volumes").SelectMany(volume => new[]
        {
            ("Secret", volume.Text("secret", "secretName")),
            ("ConfigMap", volume.Text("configMap", "name")),
            ("PersistentVolumeClaim", volume.Text("persistentVolumeClaim", "claimName")),
        }).Where(reference => reference.Item2.Length > 0),
        .. workload.Containers.SelectMany(container => container.Items("envFrom"))
            .Select(source => ("ConfigMap", source.Text("configMapRef", "name"))),
        .. workload.Containers.SelectMany(container => container.Items("env"))
            .Select(variable => ("Secret", variable.Text("valueFrom", "secretKeyRef", "name")))
            .Where(reference => reference.Item2.Length > 0),
    ];

    private static bool Exists(Manifests manifests, string kind, string name)
    {
        var values = manifests.Values;
        return kind switch
        {
            "Secret" => new[] { values.Text("existingSecret", "name"), values.Text("access", "existingSecret") }
                .Concat(values.Texts("image", "pullSecrets")).Contains(name),
            "ConfigMap" => name == values.Text("migration", "golden", "configMap")
                || values.Items("query", "extraVolumes").Any(volume => volume.Text("configMap", "name") == name),
            "PersistentVolumeClaim" => name == values.Text("inlinePictures", "existingClaim"),
            "ServiceAccount" => values.Text("serviceAccount", "create") == "false" && name == "default",
            _ => false,
        };
    }

    private static IEnumerable<string> Backends(Manifests manifests)
    {
        var services = manifests.OfKind("Service")
            .SelectMany(service => service.Items("spec", "ports").SelectMany(port => new[] { port.Text("name"), port.Text("port") }
                .Select(name => (Service: service.Text("metadata", "name"), Port: name)))).ToHashSet();
        var asked = manifests.OfKind("Ingress").SelectMany(item => item.Items("spec", "rules"))
            .SelectMany(rule => rule.Items("http", "paths"))
            .Select(path => (path.Text("backend", "service", "name"), path.Text("backend", "service", "port", "name")))
            .Concat(manifests.OfKind("HTTPRoute").SelectMany(item => item.Items("spec", "rules"))
                .SelectMany(rule => rule.Items("backendRefs"))
                .Select(backend => (backend.Text("name"), backend.Text("port"))));
        return asked.Distinct().Where(backend => !services.Contains(backend))
            .Select(backend => $"Port {backend.Item2} of Service {backend.Item1} is not there.");
    }

    /// <summary>A file that a variable names is one that the Secret's volume makes.</summary>
    private static IEnumerable<string> SecretEntries(Manifests manifests) =>
        from workload in manifests.Workloads
        let files = (from container in workload.Containers
                     from mount in container.Items("volumeMounts")
                     from volume in workload.Pod.Items("volumes").Where(volume => volume.Text("name") == mount.Text("name"))
                     from item in volume.Items("secret", "items")
                     select $"{mount.Text("mountPath")}/{item.Text("path")}").ToHashSet()
        let whole = workload.Containers.SelectMany(container => container.Items("volumeMounts"))
            .Where(mount => workload.Pod.Items("volumes").Any(volume =>
                volume.Text("name") == mount.Text("name") && volume.At("secret") is not null && volume.At("secret", "items") is null))
            .Select(mount => mount.Text("mountPath")).ToHashSet()
        from variable in workload.Containers.SelectMany(container => container.Items("env"))
        where variable.Text("name").EndsWith("_FILE", StringComparison.Ordinal)
        let path = variable.Text("value")
        where !files.Contains(path) && !whole.Contains(Path.GetDirectoryName(path)!)
        select $"{workload.Title}: {variable.Text("name")} is {path}, which no volume makes.";
}
