{{- /* What every pod of the chart has in common: its account, its user and who may see what. */}}
{{- define "indexing.podSecurity" -}}
serviceAccountName: {{ include "indexing.serviceAccount" . }}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 1654
  runAsGroup: 1654
  fsGroup: 1654
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{- define "indexing.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
{{- end }}

{{- /* Where pods may run. Takes root, component, values and tolerations. */}}
{{- define "indexing.scheduling" -}}
{{- with .values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.topologySpread }}
topologySpreadConstraints:
  {{- range . }}
  - topologyKey: {{ .topologyKey }}
    maxSkew: {{ .maxSkew | default 1 }}
    whenUnsatisfiable: {{ .whenUnsatisfiable | default "ScheduleAnyway" }}
    labelSelector:
      matchLabels:
        {{- include "indexing.selector" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- end }}
{{- end }}

{{- define "indexing.probes" -}}
{{- range $kind, $path := dict "startup" "/startupz" "liveness" "/livez" "readiness" "/readyz" }}
{{ $kind }}Probe:
  httpGet:
    path: {{ $path }}
    port: http
  {{- index $ $kind | toYaml | nindent 2 }}
{{- end }}
{{- end }}

{{- define "indexing.mounts" -}}
- name: tmp
  mountPath: /tmp
{{- if include "indexing.secretItems" .root }}
- name: secrets
  mountPath: /run/secrets/indexing
  readOnly: true
{{- end }}
{{- if and (eq .component "query") .root.Values.access.keys }}
- name: access
  mountPath: /run/secrets/access
  readOnly: true
{{- end }}
{{- if .root.Values.inlinePictures.enabled }}
- name: inline
  mountPath: {{ .root.Values.inlinePictures.mountPath }}
  {{- if eq .component "worker" }}
  readOnly: true
  {{- end }}
{{- end }}
{{- with .values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "indexing.volumes" -}}
- name: tmp
  emptyDir:
    sizeLimit: {{ .values.tmpSize }}
{{- with include "indexing.secretItems" .root }}
- name: secrets
  secret:
    secretName: {{ $.root.Values.existingSecret.name }}
    defaultMode: 0440
    items:
      {{- . | trim | nindent 6 }}
{{- end }}
{{- if and (eq .component "query") .root.Values.access.keys }}
- name: access
  secret:
    secretName: {{ .root.Values.access.existingSecret }}
    defaultMode: 0440
{{- end }}
{{- if .root.Values.inlinePictures.enabled }}
- name: inline
  persistentVolumeClaim:
    claimName: {{ .root.Values.inlinePictures.existingClaim | default (printf "%s-inline" (include "indexing.fullname" .root)) }}
{{- end }}
{{- with .values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- /* The entries of existingSecret that are used, each as a file of the configuration key's name. */}}
{{- define "indexing.secretItems" -}}
{{- range $key, $entry := .Values.existingSecret.keys }}
{{- if $entry }}
- key: {{ $entry }}
  path: {{ $key }}
{{- end }}
{{- end }}
{{- end }}
