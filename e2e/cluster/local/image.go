package main

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
)

// image packs one program as an image that has nothing else in it.
func image(arguments []string) error {
	flags := flag.NewFlagSet("image", flag.ExitOnError)
	name := flags.String("name", "", "name of the image")
	program := flags.String("program", "", "a static program")
	output := flags.String("output", "", "archive to write, in the form of docker save")
	_ = flags.Parse(arguments)
	return writeImage(*output, *name, *program)
}

func writeImage(archive, name, program string) error {
	content, err := os.ReadFile(program)
	if err != nil {
		return err
	}
	layer, err := pack(entry{"program", content, 0o755})
	if err != nil {
		return err
	}
	config, err := json.Marshal(map[string]any{
		"architecture": runtime.GOARCH, "os": "linux",
		"config": map[string]any{"Entrypoint": []string{"/program"}, "User": "65535:65535"},
		"rootfs": map[string]any{"type": "layers", "diff_ids": []string{fmt.Sprintf("sha256:%x", sha256.Sum256(layer))}},
	})
	if err != nil {
		return err
	}
	manifest, err := json.Marshal([]map[string]any{{
		"Config": "config.json", "RepoTags": []string{name}, "Layers": []string{"layer.tar"},
	}})
	if err != nil {
		return err
	}
	image, err := pack(entry{"layer.tar", layer, 0o644}, entry{"config.json", config, 0o644}, entry{"manifest.json", manifest, 0o644})
	if err != nil {
		return err
	}
	return os.WriteFile(archive, image, 0o644)
}

type entry struct {
	name    string
	content []byte
	mode    int64
}

func pack(entries ...entry) ([]byte, error) {
	var archive bytes.Buffer
	writer := tar.NewWriter(&archive)
	for _, e := range entries {
		if err := writer.WriteHeader(&tar.Header{Name: e.name, Mode: e.mode, Size: int64(len(e.content))}); err != nil {
			return nil, err
		}
		if _, err := writer.Write(e.content); err != nil {
			return nil, err
		}
	}
	return archive.Bytes(), writer.Close()
}
