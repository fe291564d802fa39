package main

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"github.com/ghodss/yaml"
)

// Helm stops at the same depth: a template that includes itself would never end.
const mostIncludes = 1000

// What Helm adds to sprig, and without what it takes away.
func (e *engine) functions() template.FuncMap {
	result := sprig.TxtFuncMap()
	delete(result, "env")
	delete(result, "expandenv")
	result["include"] = e.include
	result["tpl"] = e.tpl
	result["required"] = required
	result["lookup"] = func(...string) tree { return tree{} }
	result["toYaml"] = toYaml
	result["fromYaml"] = func(text string) tree { return parse(unmarshalYaml, text) }
	result["fromYamlArray"] = func(text string) []interface{} { return parseArray(unmarshalYaml, text) }
	result["fromJson"] = func(text string) tree { return parse(json.Unmarshal, text) }
	result["fromJsonArray"] = func(text string) []interface{} { return parseArray(json.Unmarshal, text) }
	result["toJson"] = func(value interface{}) string { text, _ := json.Marshal(value); return string(text) }
	return result
}

func (e *engine) include(name string, context interface{}) (string, error) {
	if e.depth++; e.depth > mostIncludes {
		return "", fmt.Errorf("%s includes itself without end", name)
	}
	defer func() { e.depth-- }()
	return e.execute(name, context)
}

func (e *engine) tpl(text string, context interface{}) (string, error) {
	clone, err := e.templates.Clone()
	if err != nil {
		return "", err
	}
	if _, err = clone.New("tpl").Parse(text); err != nil {
		return "", err
	}
	inner := &engine{options: e.options, templates: clone, depth: e.depth}
	clone.Funcs(template.FuncMap{"include": inner.include, "tpl": inner.tpl})
	return inner.execute("tpl", context)
}

func required(message string, value interface{}) (interface{}, error) {
	if value == nil || value == "" {
		return nil, errors.New(message)
	}
	return value, nil
}

func toYaml(value interface{}) string {
	text, err := yaml.Marshal(value)
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(string(text), "\n")
}

type unmarshaller func([]byte, interface{}) error

func unmarshalYaml(text []byte, value interface{}) error { return yaml.Unmarshal(text, value) }

// Helm reports what cannot be read under the key Error instead of failing.
func parse(unmarshal unmarshaller, text string) tree {
	result := tree{}
	if err := unmarshal([]byte(text), &result); err != nil {
		result["Error"] = err.Error()
	}
	return result
}

func parseArray(unmarshal unmarshaller, text string) []interface{} {
	var result []interface{}
	if err := unmarshal([]byte(text), &result); err != nil {
		return []interface{}{err.Error()}
	}
	return result
}

type kubeVersion struct{ Version, Major, Minor string }

func (v kubeVersion) String() string     { return v.Version }
func (v kubeVersion) GitVersion() string { return v.Version }

type apiVersions []string

func (v apiVersions) Has(name string) bool {
	for _, entry := range v {
		if entry == name {
			return true
		}
	}
	return false
}

// The files of a chart that are no templates.
type files map[string][]byte

func (f files) Get(name string) string      { return string(f[name]) }
func (f files) GetBytes(name string) []byte { return f[name] }

func (f files) Lines(name string) []string {
	return strings.Split(strings.TrimSuffix(string(f[name]), "\n"), "\n")
}

func (f files) Glob(pattern string) files {
	result := files{}
	for name, content := range f {
		if match, _ := path.Match(pattern, name); match {
			result[name] = content
		}
	}
	return result
}

func (f files) AsConfig() string {
	return f.asMap(func(content []byte) string { return string(content) })
}

func (f files) AsSecrets() string {
	return f.asMap(base64.StdEncoding.EncodeToString)
}

func (f files) asMap(text func([]byte) string) string {
	result := map[string]string{}
	for name, content := range f {
		result[path.Base(name)] = text(content)
	}
	return toYaml(result)
}
