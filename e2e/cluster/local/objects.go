package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"k8s.io/apimachinery/pkg/api/meta"
	v1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/yaml"
	"k8s.io/client-go/dynamic"
)

// createObjects brings in the storage classes, the ingress class, and the types that contour insists on watching.
func (n *node) createObjects() error {
	config, err := n.config()
	if err != nil {
		return err
	}
	config.QPS = 100
	client, err := dynamic.NewForConfig(config)
	if err != nil {
		return err
	}
	own, err := files.ReadFile("templates/objects.yaml")
	if err != nil {
		return err
	}
	types, err := os.ReadFile(shared("contour-crds.yaml"))
	if err != nil {
		return fmt.Errorf("%w: run e2e/install", err)
	}
	return errors.Join(create(client, own), create(client, types))
}

func create(client dynamic.Interface, documents []byte) error {
	decoder := yaml.NewYAMLOrJSONDecoder(bytes.NewReader(documents), 4096)
	for {
		object := &unstructured.Unstructured{}
		if err := decoder.Decode(object); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
		if len(object.Object) == 0 {
			continue
		}
		// The plural that the API conventions give each of the few kinds in use here.
		resource, _ := meta.UnsafeGuessKindToResource(object.GroupVersionKind())
		if err := createOne(client, resource, object); err != nil {
			return fmt.Errorf("%s %s: %w", object.GetKind(), object.GetName(), err)
		}
	}
}

func createOne(client dynamic.Interface, resource schema.GroupVersionResource, object *unstructured.Unstructured) error {
	_, err := client.Resource(resource).Create(context.Background(), object, v1.CreateOptions{})
	return err
}
