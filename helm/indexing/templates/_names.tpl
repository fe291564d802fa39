{{- define "indexing.name" -}}
{{- .Values.nameOverride | default .Chart.Name | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- /* At most 40 characters: the longest suffix and the hash of a pod must fit into 63. */}}
{{- define "indexing.fullname" -}}
{{- $name := .Values.nameOverride | default .Chart.Name }}
{{- $full := contains $name .Release.Name | ternary .Release.Name (printf "%s-%s" .Release.Name $name) }}
{{- .Values.fullnameOverride | default $full | trunc 40 | trimSuffix "-" }}
{{- end }}

{{- /* What selects pods: never changes in the life of a release. Takes root and component. */}}
{{- define "indexing.selector" -}}
app.kubernetes.io/name: {{ include "indexing.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end }}

{{- define "indexing.labels" -}}
{{ include "indexing.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/part-of: indexing
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end }}

{{- define "indexing.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- .Values.serviceAccount.name | default (include "indexing.fullname" .) }}
{{- else }}
{{- .Values.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{- /* Takes root, image and repository (for an image that names none). */}}
{{- define "indexing.image" -}}
{{- $repository := .image.repository | default .repository }}
{{- with .image.registry | default .root.Values.image.registry }}{{ . }}/{{ end }}{{ $repository }}
{{- if .image.digest }}@{{ .image.digest }}{{ else }}:{{ .image.tag | default .root.Values.image.tag | default .root.Chart.AppVersion }}{{ end }}
{{- end }}

{{- /* Seconds of a TimeSpan such as 00:00:15 or 1.00:00:00.5, rounded up. */}}
{{- define "indexing.seconds" -}}
{{- $days := regexFind "^[0-9]+\\." . | trimSuffix "." | default "0" }}
{{- $clock := regexFind "[0-9]{1,2}:[0-9]{2}:[0-9]{2}" . | splitList ":" }}
{{- $fraction := regexMatch "\\.[0-9]*[1-9][0-9]*$" . | ternary 1 0 }}
{{- add (mul (atoi $days) 86400) (mul (atoi (index $clock 0)) 3600) (mul (atoi (index $clock 1)) 60) (atoi (index $clock 2)) $fraction }}
{{- end }}
