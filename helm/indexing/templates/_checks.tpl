{{- /* What a schema cannot say, each with what to do. Everything is reported at once. */}}
{{- define "indexing.checks" -}}
{{- $wrong := list }}
{{- $keys := .Values.existingSecret.keys }}
{{- if not (or $keys.ConnectionStrings__rabbitmq $keys.RabbitMq__Uri) }}
{{- $wrong = append $wrong "existingSecret.keys.ConnectionStrings__rabbitmq is empty: name the entry of the Secret that holds the broker's address." }}
{{- end }}
{{- range $component := list "worker" "query" }}
{{- $config := include "indexing.config" (dict "root" $ "component" $component) | fromYaml }}
{{- if not (or $config.ConnectionStrings.qdrant $config.Qdrant.Url $keys.ConnectionStrings__qdrant $config.SqliteVectorStore.Directory) }}
{{- $wrong = append $wrong (printf "No vector store is configured for the %s: set config.ConnectionStrings.qdrant (or existingSecret.keys.ConnectionStrings__qdrant)." $component) }}
{{- end }}
{{- if not (or $keys.ConnectionStrings__blobs $keys.AzureBlob__ConnectionString $keys.AzureBlob__ServiceUri $config.AzureBlob.ServiceUri $config.HttpBlobStore.AllowedHosts $config.FileSystemBlobStore.Roots) }}
{{- $wrong = append $wrong (printf "The %s may read no picture: set existingSecret.keys.ConnectionStrings__blobs, config.AzureBlob.ServiceUri, config.HttpBlobStore.AllowedHosts, config.FileSystemBlobStore.Roots or inlinePictures.enabled." $component) }}
{{- end }}
{{- if gt (int $config.Qdrant.WriteConsistencyFactor) (int $config.Qdrant.ReplicationFactor) }}
{{- $wrong = append $wrong (printf "config.Qdrant.WriteConsistencyFactor is %d; it must not exceed config.Qdrant.ReplicationFactor, which is %d." (int $config.Qdrant.WriteConsistencyFactor) (int $config.Qdrant.ReplicationFactor)) }}
{{- end }}
{{- $values := index $.Values $component }}
{{- if gt (int $values.autoscaling.minReplicas) (int $values.autoscaling.maxReplicas) }}
{{- $wrong = append $wrong (printf "%s.autoscaling.minReplicas is %d; it must not exceed maxReplicas, which is %d." $component (int $values.autoscaling.minReplicas) (int $values.autoscaling.maxReplicas)) }}
{{- end }}
{{- $least := include "indexing.leastGrace" (dict "root" $ "component" $component) | int }}
{{- if and $values.terminationGracePeriodSeconds (lt (int $values.terminationGracePeriodSeconds) $least) }}
{{- $wrong = append $wrong (printf "%s.terminationGracePeriodSeconds is %d; the process needs up to %d to end in order. 0 takes what it needs." $component (int $values.terminationGracePeriodSeconds) $least) }}
{{- end }}
{{- end }}
{{- if and .Values.worker.autoscaling.enabled (gt (int .Values.worker.autoscaling.fallbackReplicas) (int .Values.worker.autoscaling.maxReplicas)) }}
{{- $wrong = append $wrong (printf "worker.autoscaling.fallbackReplicas is %d; it must not exceed maxReplicas, which is %d." (int .Values.worker.autoscaling.fallbackReplicas) (int .Values.worker.autoscaling.maxReplicas)) }}
{{- end }}
{{- $config := include "indexing.config" (dict "root" . "component" "worker") | fromYaml }}
{{- if and .Values.migration.enabled (not (or $config.ConnectionStrings.qdrant $config.Qdrant.Url $keys.ConnectionStrings__qdrant)) }}
{{- $wrong = append $wrong "migration.enabled is for an index in Qdrant: run indexing models migrate --index where the SQLite index lies." }}
{{- end }}
{{- if $wrong }}
{{- fail (printf "\n- %s" (join "\n- " $wrong)) }}
{{- end }}
{{- end }}

{{- /*
One second more than the host takes at most. Worker: RabbitMq:StopTimeout + 8 s (shared/Ingest.RabbitMq/IngestRabbitMqExtensions.cs). Query:
the wait before the signal, and the 30 s after which ASP.NET Core gives requests up.
*/}}
{{- define "indexing.leastGrace" -}}
{{- if eq .component "worker" }}
{{- $config := include "indexing.config" . | fromYaml }}
{{- add (include "indexing.seconds" $config.RabbitMq.StopTimeout | int) 9 }}
{{- else }}
{{- add (int .root.Values.query.preStopSeconds) 31 }}
{{- end }}
{{- end }}

{{- define "indexing.grace" -}}
{{- $given := (index .root.Values .component).terminationGracePeriodSeconds | int }}
{{- $given | default (add (eq .component "worker" | ternary 6 9) (include "indexing.leastGrace" . | int)) }}
{{- end }}
