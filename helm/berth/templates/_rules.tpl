{{/*
What the operator may do where it looks after Registries. Server-side apply needs create and patch; blockOwnerDeletion on owned
objects needs update of registries/finalizers where the cluster enforces it. Secrets: users name their own, so no list of names
could be given here; in all other ways the rights end at the kinds that a Registry owns.
*/}}
{{- define "berth.rules" -}}
- apiGroups: [berth.dev]
  resources: [registries]
  verbs: [get, list, watch]
- apiGroups: [berth.dev]
  resources: [registries/status]
  verbs: [get, patch, update]
- apiGroups: [berth.dev]
  resources: [registries/finalizers]
  verbs: [update]
- apiGroups: [""]
  resources: [configmaps, persistentvolumeclaims, secrets, serviceaccounts, services]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [apps]
  resources: [deployments]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [batch]
  resources: [cronjobs]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [batch]
  resources: [jobs]
  verbs: [get, list, watch]
- apiGroups: [networking.k8s.io]
  resources: [ingresses, networkpolicies]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [get, list, watch, create, patch, delete]
- apiGroups: ["", events.k8s.io]
  resources: [events]
  verbs: [create, patch]
{{- end -}}
