{{- /* Section__Key: "value" for each leaf of a tree; lists by index. Empty texts are left out: the services have the same default. */}}
{{- define "indexing.flatten" -}}
{{- range $key, $value := .tree }}
{{- $name := printf "%s%v" $.prefix $key }}
{{- if or (kindIs "map" $value) (kindIs "slice" $value) }}
{{- include "indexing.flatten" (dict "prefix" (printf "%s__" $name) "tree" $value) }}
{{- else if and (kindIs "float64" $value) (eq (floor $value) $value) }}
{{ $name }}: {{ int64 $value | quote }}
{{- else if ne (toString $value) "" }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- /* Puts one tree over another, in place. Not mergeOverwrite, which never lets false, 0 or an empty text or list win. */}}
{{- define "indexing.overlay" -}}
{{- range $key, $value := .above }}
{{- if and (kindIs "map" $value) (kindIs "map" (index $.below $key)) }}
{{- include "indexing.overlay" (dict "below" (index $.below $key) "above" $value) }}
{{- else }}
{{- $_ := set $.below $key $value }}
{{- end }}
{{- end }}
{{- end }}

{{- /* The options of worker or query as YAML: what is said for all, under what is said for it, under what other values imply. */}}
{{- define "indexing.config" -}}
{{- $config := deepCopy .root.Values.config }}
{{- include "indexing.overlay" (dict "below" $config "above" (index .root.Values .component).config) }}
{{- if eq .component "worker" }}
{{- $config = omit $config "Access" "Search" }}
{{- if .root.Values.worker.gpu.enabled }}
{{- $_ := set $config.Inference "Device" "cuda" }}
{{- end }}
{{- end }}
{{- with .root.Values.inlinePictures }}
{{- if .enabled }}
{{- $_ := set $config.Ingest "InlineDirectory" .mountPath }}
{{- $_ := set $config.FileSystemBlobStore "Roots" (append $config.FileSystemBlobStore.Roots .mountPath | uniq) }}
{{- end }}
{{- end }}
{{- $config | toYaml }}
{{- end }}

{{- /* Variables that every service gets. Takes root, component and values. */}}
{{- define "indexing.env" -}}
- name: ASPNETCORE_URLS
  value: http://+:{{ include "indexing.port" .component }}
{{- with (include "indexing.config" . | fromYaml).AllowedHosts }}
{{- if ne . "*" }}
# Probes and Prometheus call a pod by its address, other pods by the name of the Service.
- name: POD_IP
  valueFrom:
    fieldRef:
      fieldPath: status.podIP
- name: AllowedHosts
  {{- $service := printf "%s-query" (include "indexing.fullname" $.root) }}
  {{- $namespace := $.root.Release.Namespace }}
  value: {{ . }};$(POD_IP);{{ $service }};{{ $service }}.{{ $namespace }};{{ $service }}.{{ $namespace }}.svc
{{- end }}
{{- end }}
{{- if and (eq .component "query") .values.trustForwardedHeaders }}
- name: ASPNETCORE_FORWARDEDHEADERS_ENABLED
  value: "true"
{{- end }}
{{- if and (eq .component "worker") .values.gpu.enabled }}
- name: CUDA_CACHE_PATH
  value: /tmp/cuda
{{- end }}
{{- range $key, $entry := .root.Values.existingSecret.keys }}
{{- if $entry }}
- name: {{ $key }}_FILE
  value: /run/secrets/indexing/{{ $key }}
{{- end }}
{{- end }}
{{- if eq .component "query" }}
{{- include "indexing.accessEnv" .root.Values.access }}
{{- end }}
{{- include "indexing.otelEnv" . }}
{{- with .values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* Ports of the containers; the images have the same. */}}
{{- define "indexing.port" -}}
{{- eq . "query" | ternary 8080 8081 }}
{{- end }}

{{- define "indexing.accessEnv" -}}
{{- range $i, $key := .keys }}
{{- $prefix := printf "Access__Keys__%d__" $i }}
- name: {{ $prefix }}Name
  value: {{ $key.name | quote }}
- name: {{ $prefix }}Key_FILE
  value: /run/secrets/access/{{ $key.secretKey }}
{{- range $j, $role := $key.roles }}
- name: {{ $prefix }}Roles__{{ $j }}
  value: {{ $role }}
{{- end }}
{{- range $j, $tenant := $key.tenants }}
- name: {{ $prefix }}Tenants__{{ $j }}
  value: {{ $tenant | quote }}
{{- end }}
{{- with $key.requestsPerSecond }}
- name: {{ $prefix }}RequestsPerSecond
  value: {{ int64 . | quote }}
{{- end }}
{{- with $key.burst }}
- name: {{ $prefix }}Burst
  value: {{ int64 . | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "indexing.otelEnv" -}}
{{- with .root.Values.otel }}
{{- if .endpoint }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
- name: POD_NAMESPACE
  valueFrom:
    fieldRef:
      fieldPath: metadata.namespace
- name: OTEL_EXPORTER_OTLP_ENDPOINT
  value: {{ .endpoint | quote }}
- name: OTEL_EXPORTER_OTLP_PROTOCOL
  value: {{ .protocol }}
{{- with .sampler }}
- name: OTEL_TRACES_SAMPLER
  value: {{ . }}
{{- end }}
{{- with .samplerArgument }}
- name: OTEL_TRACES_SAMPLER_ARG
  value: {{ . | quote }}
{{- end }}
- name: OTEL_RESOURCE_ATTRIBUTES
  value: k8s.pod.name=$(POD_NAME),k8s.namespace.name=$(POD_NAMESPACE)
  {{- range $key, $value := .resourceAttributes }},{{ $key }}={{ $value }}{{ end }}
{{- end }}
{{- end }}
{{- end }}
