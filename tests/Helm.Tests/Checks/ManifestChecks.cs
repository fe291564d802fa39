namespace Indexing.Helm.Tests.Checks;

/// <summary>Everything that is checked of every rendering, by name.</summary>
internal static class ManifestChecks
{
    public static IReadOnlyDictionary<string, Func<Manifests, IEnumerable<string>>> All { get; } =
        new Dictionary<string, Func<Manifests, IEnumerable<string>>>
        {
            ["api versions"] = ApiVersionCheck.Mistakes,
            ["endpoints"] = EndpointCheck.Mistakes,
            ["environment"] = EnvironmentCheck.Mistakes,
            ["grace period"] = GraceCheck.Mistakes,
            ["names"] = NameCheck.Mistakes,
            ["network"] = NetworkCheck.Mistakes,
            ["queues"] = QueueCheck.Mistakes,
            ["references"] = ReferenceCheck.Mistakes,
            ["resources"] = ResourceCheck.Mistakes,
            ["security"] = SecurityCheck.Mistakes,
            ["selectors"] = SelectorCheck.Mistakes,
            ["volumes"] = VolumeCheck.Mistakes,
        };
}
