package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/ghodss/yaml"
)

type tree = map[string]interface{}

type options struct {
	command, release, chart, namespace, kubeVersion string
	files, sets, apis                               []string
	notes                                           bool
}

func parseOptions(arguments []string) (*options, error) {
	result := &options{namespace: "default", kubeVersion: "v1.32.0"}
	var positions []string
	for i := 0; i < len(arguments); i++ {
		if arguments[i] == "--notes" {
			result.notes = true
			continue
		}
		target, known := map[string]func(string){
			"-f": func(v string) { result.files = append(result.files, v) }, "--values": func(v string) { result.files = append(result.files, v) },
			"--set": func(v string) { result.sets = append(result.sets, v) },
			"-a":    func(v string) { result.apis = append(result.apis, v) }, "--api-versions": func(v string) { result.apis = append(result.apis, v) },
			"-n": func(v string) { result.namespace = v }, "--namespace": func(v string) { result.namespace = v },
			"--kube-version": func(v string) { result.kubeVersion = v },
		}[arguments[i]]
		switch {
		case known && i+1 < len(arguments):
			i++
			target(arguments[i])
		case strings.HasPrefix(arguments[i], "-"):
			return nil, fmt.Errorf("%s is no option, or has no value", arguments[i])
		default:
			positions = append(positions, arguments[i])
		}
	}
	switch {
	case len(positions) == 3 && positions[0] == "template":
		result.command, result.release, result.chart = positions[0], positions[1], positions[2]
	case len(positions) == 2 && positions[0] == "values":
		result.command, result.chart = positions[0], positions[1]
	default:
		return nil, fmt.Errorf("usage: helm-renderer template NAME CHART [options] | helm-renderer values CHART [options]")
	}
	return result, nil
}

// The values that were given, files before --set, later over earlier.
func (o *options) values() (tree, error) {
	result := tree{}
	for _, file := range o.files {
		more, err := readTree(file)
		if err != nil {
			return nil, err
		}
		overlay(result, more)
	}
	for _, set := range o.sets {
		if err := setValue(result, set); err != nil {
			return nil, err
		}
	}
	return result, nil
}

// Puts the second tree over the first; a null stays, for it takes a default away later.
func overlay(below, above tree) {
	for key, value := range above {
		inner, isTree := value.(tree)
		if existing, was := below[key].(tree); was && isTree {
			overlay(existing, inner)
		} else {
			below[key] = value
		}
	}
}

func setValue(values tree, set string) error {
	path, text, found := strings.Cut(set, "=")
	if !found {
		return fmt.Errorf("--set %s has no value", set)
	}
	keys := strings.Split(path, ".")
	for _, key := range keys[:len(keys)-1] {
		if _, is := values[key].(tree); !is {
			values[key] = tree{}
		}
		values = values[key].(tree)
	}
	var value interface{}
	if err := yaml.Unmarshal([]byte(text), &value); err != nil {
		return fmt.Errorf("--set %s: %v", set, err)
	}
	// Helm reads whole numbers of --set as int64 and those of files as float64: a template must cope with both.
	if number, is := value.(float64); is && number == float64(int64(number)) {
		value = int64(number)
	}
	values[keys[len(keys)-1]] = value
	return nil
}

func readTree(path string) (tree, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	result := tree{}
	if err := yaml.Unmarshal(text, &result); err != nil {
		return nil, fmt.Errorf("%s: %v", path, err)
	}
	if result == nil {
		result = tree{}
	}
	return result, nil
}
