package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// plane is the part of a cluster that has no node: etcd, the API server and what acts on objects.
type plane struct {
	folder    string
	address   string // where the API server listens
	services  string // virtual addresses of Services
	processes *processes
	ca        *authority
	server    string // the API server's URL
	admin     string // kubeconfig of the administrator
}

func controlPlane(arguments []string) error {
	flags := flag.NewFlagSet("control-plane", flag.ExitOnError)
	folder := flags.String("dir", "", "folder for all files")
	controllers := flags.Bool("controllers", false, "run the controller manager too")
	_ = flags.Parse(arguments)
	children, err := newProcesses(*folder)
	if err != nil {
		return err
	}
	defer os.RemoveAll(*folder)
	defer children.stop()
	p := &plane{folder: *folder, address: "127.0.0.1", services: "10.0.0.0/24", processes: children}
	extra := []string{"--endpoint-reconciler-type=none"}
	if !*controllers {
		extra = append(extra, "--disable-admission-plugins=ServiceAccount")
	}
	if err := p.start(extra...); err != nil {
		return err
	}
	if *controllers {
		if err := p.startControllers(); err != nil {
			return err
		}
	}
	return untilStopped(children, true)
}

func (p *plane) start(apiserverFlags ...string) error {
	var err error
	if p.ca, err = newAuthority(filepath.Join(p.folder, "pki")); err != nil {
		return err
	}
	etcdURL, err := p.startEtcd()
	if err != nil {
		return err
	}
	port, err := freePort(p.address)
	if err != nil {
		return err
	}
	p.server = fmt.Sprintf("https://%s:%d", p.address, port)
	p.admin = filepath.Join(p.folder, "kubeconfig")
	if err := p.ca.kubeconfig(p.admin, p.server, "berth-admin", "system:masters"); err != nil {
		return err
	}
	flags, err := p.apiserverFlags(etcdURL, port)
	if err != nil {
		return err
	}
	if err := p.processes.component("kube-apiserver", append(flags, apiserverFlags...)...); err != nil {
		return err
	}
	client, err := p.client()
	if err != nil {
		return err
	}
	return p.processes.await("the API server", 90*time.Second, func() error {
		return client.RESTClient().Get().AbsPath("/readyz").Timeout(2 * time.Second).Do(context.Background()).Error()
	})
}

func (p *plane) startEtcd() (string, error) {
	who, err := p.ca.issue("etcd", "etcd", "berth", "127.0.0.1")
	if err != nil {
		return "", err
	}
	clients, err := freePort("127.0.0.1")
	if err != nil {
		return "", err
	}
	peers, err := freePort("127.0.0.1")
	if err != nil {
		return "", err
	}
	url, peerURL := fmt.Sprintf("https://127.0.0.1:%d", clients), fmt.Sprintf("http://127.0.0.1:%d", peers)
	return url, p.processes.component("etcd",
		"--data-dir="+filepath.Join(p.folder, "etcd"), "--unsafe-no-fsync",
		"--listen-client-urls="+url, "--advertise-client-urls="+url,
		"--listen-peer-urls="+peerURL, "--initial-advertise-peer-urls="+peerURL, "--initial-cluster=default="+peerURL,
		"--cert-file="+who.certificateFile, "--key-file="+who.keyFile, "--client-cert-auth", "--trusted-ca-file="+p.ca.caFile())
}

func (p *plane) apiserverFlags(etcdURL string, port int) ([]string, error) {
	who, err := p.ca.issue("apiserver", "kube-apiserver", "system:masters",
		p.address, "127.0.0.1", firstAddress(p.services), "localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc",
		"kubernetes.default.svc.cluster.local")
	if err != nil {
		return nil, err
	}
	tokens, err := p.ca.issue("service-accounts", "service-accounts", "berth")
	if err != nil {
		return nil, err
	}
	return []string{
		"--etcd-servers=" + etcdURL, "--etcd-cafile=" + p.ca.caFile(),
		"--etcd-certfile=" + who.certificateFile, "--etcd-keyfile=" + who.keyFile,
		"--bind-address=" + p.address, "--advertise-address=" + p.address, "--secure-port=" + strconv.Itoa(port),
		"--tls-cert-file=" + who.certificateFile, "--tls-private-key-file=" + who.keyFile, "--client-ca-file=" + p.ca.caFile(),
		"--cert-dir=" + p.ca.folder, "--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction",
		"--service-cluster-ip-range=" + p.services, "--allow-privileged=true", "--profiling=false",
		"--service-account-issuer=https://kubernetes.default.svc.cluster.local",
		"--service-account-key-file=" + tokens.keyFile, "--service-account-signing-key-file=" + tokens.keyFile,
		"--kubelet-client-certificate=" + who.certificateFile, "--kubelet-client-key=" + who.keyFile,
		"--kubelet-certificate-authority=" + p.ca.caFile(), "--kubelet-preferred-address-types=InternalIP",
		"--shutdown-delay-duration=0s",
	}, nil
}

func (p *plane) startControllers() error {
	return p.processes.component("kube-controller-manager",
		"--kubeconfig="+p.admin, "--leader-elect=false", "--secure-port=0", "--profiling=false",
		"--root-ca-file="+p.ca.caFile(), "--service-account-private-key-file="+filepath.Join(p.ca.folder, "service-accounts.key"),
		"--cluster-signing-cert-file="+p.ca.caFile(), "--cluster-signing-key-file="+filepath.Join(p.ca.folder, "ca.key"))
}

func (p *plane) startScheduler() error {
	return p.processes.component("kube-scheduler", "--kubeconfig="+p.admin, "--leader-elect=false", "--secure-port=0")
}

func (p *plane) config() (*rest.Config, error) {
	return clientcmd.BuildConfigFromFlags("", p.admin)
}

func (p *plane) client() (*kubernetes.Clientset, error) {
	config, err := p.config()
	if err != nil {
		return nil, err
	}
	return kubernetes.NewForConfig(config)
}
