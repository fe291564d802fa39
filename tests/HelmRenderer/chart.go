package main

import (
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/ghodss/yaml"
)

type chart struct {
	name      string
	metadata  tree
	defaults  tree
	templates map[string]string
	files     map[string][]byte
	parts     []*chart
}

func loadChart(folder string) (*chart, error) {
	result := &chart{templates: map[string]string{}, files: map[string][]byte{}}
	var err error
	if result.metadata, err = readTree(filepath.Join(folder, "Chart.yaml")); err != nil {
		return nil, err
	}
	if result.defaults, err = readTree(filepath.Join(folder, "values.yaml")); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	result.name, _ = result.metadata["name"].(string)
	if err = result.loadFiles(folder); err != nil {
		return nil, err
	}
	return result, result.loadParts(folder)
}

func (c *chart) loadFiles(folder string) error {
	return filepath.Walk(folder, func(path string, info os.FileInfo, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(folder, path)
		if info.IsDir() {
			if name == "charts" {
				return filepath.SkipDir
			}
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		switch {
		case strings.HasPrefix(name, "templates/"):
			c.templates[name] = string(text)
		case name != "Chart.yaml" && name != "Chart.lock" && name != "values.yaml" && name != "values.schema.json":
			c.files[name] = text
		}
		return nil
	})
}

// Unpacked charts below charts/; what Chart.yaml names and is not there is taken for switched off.
func (c *chart) loadParts(folder string) error {
	entries, err := os.ReadDir(filepath.Join(folder, "charts"))
	if err != nil {
		return nil
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].Name() < entries[j].Name() })
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		part, err := loadChart(filepath.Join(folder, "charts", entry.Name()))
		if err != nil {
			return err
		}
		c.parts = append(c.parts, part)
	}
	return nil
}

// The chart's defaults under what was given; a null takes a default away. Parts get theirs under their name, with global.
func (c *chart) coalesce(given tree) tree {
	result := coalesceTrees(copyTree(c.defaults), given)
	for _, part := range c.parts {
		inner, _ := result[part.name].(tree)
		if inner == nil {
			inner = tree{}
		}
		inner = part.coalesce(inner)
		if global, is := result["global"].(tree); is {
			own, _ := inner["global"].(tree)
			inner["global"] = coalesceTrees(copyTree(global), own)
		}
		result[part.name] = inner
	}
	return result
}

func coalesceTrees(defaults, given tree) tree {
	for key, value := range given {
		inner, isTree := value.(tree)
		existing, wasTree := defaults[key].(tree)
		switch {
		case value == nil:
			delete(defaults, key)
		case isTree && wasTree:
			defaults[key] = coalesceTrees(existing, inner)
		case isTree:
			defaults[key] = coalesceTrees(tree{}, inner)
		default:
			defaults[key] = value
		}
	}
	return defaults
}

func copyTree(original tree) tree {
	text, _ := yaml.Marshal(original)
	result := tree{}
	_ = yaml.Unmarshal(text, &result)
	return result
}

// The parts whose condition (the first of its paths that is a boolean) and tags do not switch them off.
func (c *chart) enabledParts(values tree) []*chart {
	var result []*chart
	dependencies, _ := c.metadata["dependencies"].([]interface{})
	for _, part := range c.parts {
		enabled := true
		for _, entry := range dependencies {
			if dependency, _ := entry.(tree); dependency["name"] == part.name {
				enabled = isEnabled(dependency, values)
			}
		}
		if enabled {
			result = append(result, part)
		}
	}
	return result
}

func isEnabled(dependency, values tree) bool {
	condition, _ := dependency["condition"].(string)
	for _, path := range strings.Split(condition, ",") {
		if enabled, is := valueAt(values, strings.TrimSpace(path)).(bool); is {
			return enabled
		}
	}
	tags, _ := dependency["tags"].([]interface{})
	any, named := false, false
	for _, tag := range tags {
		if enabled, is := valueAt(values, "tags."+tag.(string)).(bool); is {
			any, named = any || enabled, true
		}
	}
	return any || !named
}

func valueAt(values tree, path string) interface{} {
	var current interface{} = values
	for _, key := range strings.Split(path, ".") {
		inner, is := current.(tree)
		if !is {
			return nil
		}
		current = inner[key]
	}
	return current
}
