// Renders a chart as `helm template` does, with the engine that Helm itself uses (text/template and sprig) and packages of Debian only.
//
//	helm-renderer template NAME CHART [-n NAMESPACE] [-f FILE]... [--set KEY=VALUE]... [--kube-version V] [-a API]... [--notes]
//	helm-renderer values CHART [-f FILE]... [--set KEY=VALUE]...       the values that the templates would see, as JSON
//
// Left out: fetching charts, values.schema.json (tests/Helm/validate.mjs checks it), --set with lists, library charts, import-values,
// post-renderers, and everything that asks a cluster (lookup finds nothing, as in `helm template`).
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	options, err := parseOptions(arguments)
	if err != nil {
		return err
	}
	chart, err := loadChart(options.chart)
	if err != nil {
		return err
	}
	given, err := options.values()
	if err != nil {
		return err
	}
	values := chart.coalesce(given)
	if options.command == "values" {
		return json.NewEncoder(os.Stdout).Encode(values)
	}
	engine, err := newEngine(options)
	if err != nil {
		return err
	}
	manifests, notes, err := engine.render(chart, values)
	if err != nil {
		return err
	}
	fmt.Print(manifests)
	if options.notes {
		fmt.Print("---\n# NOTES\n" + notes)
	}
	return nil
}
