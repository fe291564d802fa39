namespace Indexing.Helm.Tests.Checks;

/// <summary>Mounts and volumes belong together, and a root that is read-only has a /tmp.</summary>
internal static class VolumeCheck
{
    public static IEnumerable<string> Mistakes(Manifests manifests)
    {
        foreach (var workload in manifests.Workloads)
        {
            var volumes = workload.Pod.Items("volumes").Select(volume => volume.Text("name")).ToList();
            var mounts = workload.Containers.SelectMany(container => container.Items("volumeMounts")).ToList();
            foreach (var mount in mounts.Where(mount => !volumes.Contains(mount.Text("name"))))
                yield return $"{workload.Title} mounts {mount.Text("name")}, which is no volume.";
            foreach (var volume in volumes.Except(mounts.Select(mount => mount.Text("name"))))
                yield return $"{workload.Title} has the volume {volume}, which nothing mounts.";
            foreach (var path in mounts.GroupBy(mount => mount.Text("mountPath")).Where(group => group.Count() > 1))
                yield return $"{workload.Title} mounts two volumes at {path.Key}.";
            foreach (var volume in volumes.GroupBy(name => name).Where(group => group.Count() > 1))
                yield return $"{workload.Title} has two volumes {volume.Key}.";
            if (workload.Component != "test" && mounts.All(mount => mount.Text("mountPath") != "/tmp"))
                yield return $"{workload.Title} has no /tmp.";
        }
    }
}
