package main

import (
	"fmt"
	"path"
	"sort"
	"strings"
	"text/template"

	"github.com/ghodss/yaml"
)

type engine struct {
	options   *options
	templates *template.Template
	depth     int
}

type rendered struct {
	source, text, kind, name string
	hook                     bool
}

// The order in which Helm installs kinds; others come after these.
var kindOrder = []string{
	"Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodDisruptionBudget", "ServiceAccount", "Secret", "ConfigMap",
	"PersistentVolume", "PersistentVolumeClaim", "CustomResourceDefinition", "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding",
	"Service", "DaemonSet", "Pod", "ReplicaSet", "Deployment", "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob", "Ingress",
}

func newEngine(options *options) (*engine, error) {
	result := &engine{options: options, templates: template.New("chart").Option("missingkey=zero")}
	result.templates.Funcs(result.functions())
	return result, nil
}

// The manifests, in the order of their kinds with the hooks last, and the notes of the chart itself.
func (e *engine) render(c *chart, values tree) (manifests, notes string, err error) {
	contexts := map[string]tree{}
	if err := e.add(c, values, c.name, contexts); err != nil {
		return "", "", err
	}
	var documents []rendered
	for _, name := range sortedNames(contexts) {
		base := path.Base(name)
		if strings.HasPrefix(base, "_") {
			continue
		}
		text, err := e.execute(name, contexts[name])
		if err != nil {
			return "", "", err
		}
		switch {
		case base == "NOTES.txt" && name == c.name+"/templates/NOTES.txt":
			notes = text
		case base != "NOTES.txt":
			more, err := split(name, text)
			if err != nil {
				return "", "", err
			}
			documents = append(documents, more...)
		}
	}
	sort.SliceStable(documents, func(i, j int) bool { return documents[i].rank() < documents[j].rank() })
	var all strings.Builder
	for _, document := range documents {
		fmt.Fprintf(&all, "---\n# Source: %s\n%s\n", document.source, document.text)
	}
	return all.String(), notes, nil
}

// Parses the templates of the chart and of its enabled parts, and makes what each of them is executed with.
func (e *engine) add(c *chart, values tree, prefix string, contexts map[string]tree) error {
	parts := tree{}
	meta := tree{}
	for key, value := range c.metadata {
		meta[strings.ToUpper(key[:1])+key[1:]] = value
	}
	for name, text := range c.templates {
		full := prefix + "/" + name
		if _, err := e.templates.New(full).Parse(text); err != nil {
			return err
		}
		contexts[full] = tree{
			"Values": values, "Chart": meta, "Subcharts": parts, "Files": files(c.files), "Capabilities": e.capabilities(),
			"Release": tree{
				"Name": e.options.release, "Namespace": e.options.namespace, "Service": "Helm", "IsInstall": true, "IsUpgrade": false,
				"Revision": 1,
			},
			"Template": tree{"Name": full, "BasePath": prefix + "/templates"},
		}
	}
	for _, part := range c.enabledParts(values) {
		inner, _ := values[part.name].(tree)
		parts[part.name] = tree{"Values": inner}
		if err := e.add(part, inner, prefix+"/charts/"+part.name, contexts); err != nil {
			return err
		}
	}
	return nil
}

func (e *engine) execute(name string, context interface{}) (string, error) {
	var text strings.Builder
	if err := e.templates.ExecuteTemplate(&text, name, context); err != nil {
		return "", err
	}
	return strings.ReplaceAll(text.String(), "<no value>", ""), nil
}

func (e *engine) capabilities() tree {
	version := strings.TrimPrefix(e.options.kubeVersion, "v")
	numbers := append(strings.Split(version, "."), "", "")
	return tree{
		"KubeVersion": kubeVersion{"v" + version, numbers[0], numbers[1]}, "APIVersions": apiVersions(e.options.apis),
		"HelmVersion": tree{"Version": "v3.18.0"},
	}
}

func split(source, text string) ([]rendered, error) {
	var result []rendered
	for _, document := range strings.Split("\n"+text, "\n---") {
		if strings.TrimSpace(document) == "" {
			continue
		}
		var object tree
		if err := yaml.Unmarshal([]byte(document), &object); err != nil {
			return nil, fmt.Errorf("%s: %v\n%s", source, err, document)
		}
		if len(object) == 0 {
			continue
		}
		kind, _ := object["kind"].(string)
		metadata, _ := object["metadata"].(tree)
		name, _ := metadata["name"].(string)
		if version, _ := object["apiVersion"].(string); kind == "" || version == "" || name == "" {
			return nil, fmt.Errorf("%s: kind, apiVersion or metadata.name is missing\n%s", source, document)
		}
		annotations, _ := metadata["annotations"].(tree)
		result = append(result, rendered{source, strings.Trim(document, "\n"), kind, name, annotations["helm.sh/hook"] != nil})
	}
	return result, nil
}

func (r rendered) rank() string {
	for i, kind := range kindOrder {
		if kind == r.kind {
			return fmt.Sprintf("%t %02d %s", r.hook, i, r.name)
		}
	}
	return fmt.Sprintf("%t 99 %s %s", r.hook, r.kind, r.name)
}

func sortedNames(contexts map[string]tree) []string {
	var names []string
	for name := range contexts {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
