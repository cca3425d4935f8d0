// Command oras-client does at a registry what oras does, with its library. The program itself is no Go module.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2"
	"oras.land/oras-go/v2/content/oci"
	"oras.land/oras-go/v2/registry"
	"oras.land/oras-go/v2/registry/remote"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/retry"
)

const usage = `usage: oras-client push REFERENCE LAYOUT | pull REFERENCE LAYOUT | attach REFERENCE TYPE FILE | discover REFERENCE TYPE | delete REFERENCE
ORAS_PLAIN_HTTP, ORAS_USER and ORAS_PASSWORD say how to speak to the registry; the tag is the same in the layout.`

func main() {
	if err := run(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "oras-client:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, arguments []string) error {
	arguments = append(arguments, "", "", "", "")
	repository, err := remote.NewRepository(arguments[1])
	if err != nil {
		return errors.Join(err, errors.New(usage))
	}
	user := auth.Credential{Username: os.Getenv("ORAS_USER"), Password: os.Getenv("ORAS_PASSWORD")}
	repository.PlainHTTP = os.Getenv("ORAS_PLAIN_HTTP") != ""
	repository.Client = &auth.Client{
		Client:     retry.DefaultClient,
		Cache:      auth.NewCache(),
		Credential: auth.StaticCredential(repository.Reference.Registry, user),
	}
	tag := repository.Reference.Reference
	switch arguments[0] {
	case "push", "pull":
		return transfer(ctx, arguments[0], repository, arguments[2])
	case "attach":
		return attach(ctx, repository, arguments[2], arguments[3])
	case "discover":
		return discover(ctx, repository, arguments[2])
	case "delete":
		found, err := repository.Resolve(ctx, tag)
		if err != nil {
			return err
		}
		return repository.Delete(ctx, found)
	}
	return errors.New(usage)
}

func transfer(ctx context.Context, verb string, repository *remote.Repository, folder string) error {
	layout, err := oci.New(folder)
	if err != nil {
		return err
	}
	var from, to oras.Target = layout, repository
	if verb == "pull" {
		from, to = repository, layout
	}
	tag := repository.Reference.Reference
	return report(oras.Copy(ctx, from, tag, to, tag, oras.DefaultCopyOptions))
}

// attach pushes the file as a layer of an artifact whose subject the reference names.
func attach(ctx context.Context, repository *remote.Repository, artifactType, file string) error {
	subject, err := repository.Resolve(ctx, repository.Reference.Reference)
	if err != nil {
		return err
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	layer, err := oras.PushBytes(ctx, repository, "application/octet-stream", content)
	if err != nil {
		return err
	}
	options := oras.PackManifestOptions{Subject: &subject, Layers: []ocispec.Descriptor{layer}}
	return report(oras.PackManifest(ctx, repository, oras.PackManifestVersion1_1, artifactType, options))
}

func discover(ctx context.Context, repository *remote.Repository, artifactType string) error {
	subject, err := repository.Resolve(ctx, repository.Reference.Reference)
	if err != nil {
		return err
	}
	found, err := registry.Referrers(ctx, repository, subject, artifactType)
	for _, referrer := range found {
		fmt.Println(referrer.Digest)
	}
	return err
}

func report(manifest ocispec.Descriptor, err error) error {
	if err == nil {
		fmt.Println(manifest.Digest)
	}
	return err
}
