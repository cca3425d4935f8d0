package main

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"text/template"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	nodeName   = "berth-node"
	pauseImage = "berth.dev/pause:1"
)

//go:embed templates
var files embed.FS

// node is the part of a cluster that runs pods on this host.
type node struct {
	*plane
	network *network
}

// settings are what the templates may use.
type settings struct {
	Folder, Pause, Snapshotter, Bridge, Pods, Node, KubeletPort, CA, Certificate, Key, Admin, Resolver string
	HasResolver                                                                                        bool
}

func (n *node) start() error {
	values, err := n.settings()
	if err != nil {
		return err
	}
	for name, target := range map[string]string{
		"containerd.toml": "containerd.toml", "kubelet.yaml": "kubelet.yaml", "proxy.yaml": "proxy.yaml", "Corefile": "Corefile",
		"cni.json": "cni/10-berth.conflist",
	} {
		if err := n.render(name, target, values); err != nil {
			return err
		}
	}
	for _, step := range []func() error{n.startContainerd, n.startKubelet, n.startServices, n.awaitReady, n.awaitServices} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

func (n *node) settings() (settings, error) {
	port, err := freePort(n.network.Node)
	if err != nil {
		return settings{}, err
	}
	who, err := n.ca.issue("kubelet", "system:node:"+nodeName, "system:nodes", n.network.Node, nodeName)
	if err != nil {
		return settings{}, err
	}
	nameservers, _ := os.ReadFile("/etc/resolv.conf")
	return settings{
		Folder: n.folder, Pause: pauseImage, Snapshotter: "overlayfs", Bridge: n.network.Bridge, Pods: n.network.Pods,
		Node: n.network.Node, KubeletPort: strconv.Itoa(port), CA: n.ca.caFile(), Certificate: who.certificateFile, Key: who.keyFile,
		Admin: n.admin, Resolver: "/etc/resolv.conf", HasResolver: bytes.Contains(nameservers, []byte("nameserver ")),
	}, nil
}

func (n *node) render(name, target string, values settings) error {
	parsed, err := template.ParseFS(files, "templates/"+name)
	if err != nil {
		return err
	}
	path := n.path(target)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(parsed.Execute(file, values), file.Close())
}

func (n *node) path(name string) string {
	return filepath.Join(n.folder, name)
}

func (n *node) startContainerd() error {
	if err := os.MkdirAll(n.path("registries"), 0o755); err != nil {
		return err
	}
	if err := n.processes.start("containerd", "containerd", "--config", n.path("containerd.toml")); err != nil {
		return err
	}
	archive := n.path("pause.tar")
	if err := writeImage(archive, pauseImage, tool("pause")); err != nil {
		return err
	}
	return n.processes.await("containerd", time.Minute, func() error {
		return exec.Command("ctr", "--address", n.path("containerd.sock"), "-n", "k8s.io", "images", "import", archive).Run()
	})
}

func (n *node) startKubelet() error {
	kubeconfig := n.path("kubelet.kubeconfig")
	if err := n.ca.kubeconfig(kubeconfig, n.server, "system:node:"+nodeName, "system:nodes"); err != nil {
		return err
	}
	return n.processes.component("kubelet",
		"--config="+n.path("kubelet.yaml"), "--kubeconfig="+kubeconfig, "--hostname-override="+nodeName,
		"--node-ip="+n.network.Node, "--root-dir="+n.path("kubelet"), "--cert-dir="+n.ca.folder)
}

// startServices starts what pods expect of a cluster: virtual addresses, names and volumes.
func (n *node) startServices() error {
	return errors.Join(
		n.processes.component("kube-proxy", "--config="+n.path("proxy.yaml")),
		n.processes.component("dns", "-conf", n.path("Corefile")),
		n.processes.component("volumes", "--kubeconfig", n.admin, "--parent", n.path("volumes")))
}

func (n *node) awaitReady() error {
	client, err := n.client()
	if err != nil {
		return err
	}
	return n.processes.await("the node", 2*time.Minute, func() error {
		found, err := client.CoreV1().Nodes().Get(context.Background(), nodeName, meta.GetOptions{})
		if err != nil {
			return err
		}
		for _, condition := range found.Status.Conditions {
			if condition.Type == core.NodeReady && condition.Status == core.ConditionTrue {
				return nil
			}
		}
		return errors.New("not ready yet")
	})
}

// awaitServices waits until names resolve and virtual addresses lead somewhere, with the API server's own as the example.
func (n *node) awaitServices() error {
	resolver := net.Resolver{PreferGo: true, Dial: func(ctx context.Context, protocol, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, protocol, net.JoinHostPort(n.network.Node, "53"))
	}}
	return n.processes.await("names and addresses of Services", time.Minute, func() error {
		limited, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		addresses, err := resolver.LookupHost(limited, "kubernetes.default.svc.cluster.local.")
		if err != nil {
			return err
		}
		connection, err := (&net.Dialer{}).DialContext(limited, "tcp", net.JoinHostPort(addresses[0], "443"))
		if err != nil {
			return err
		}
		return connection.Close()
	})
}
