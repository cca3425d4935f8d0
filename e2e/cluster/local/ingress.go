package main

import (
	"errors"
	"fmt"
	"net/http"
	"os/exec"
	"strconv"
	"time"
)

const ingressClass = "contour"

// ingressAddress is where Ingresses answer, in the form that others read.
type ingressAddress struct {
	ClassName string `json:"className"`
	Host      string `json:"host"`
	HTTPPort  int    `json:"httpPort"`
	HTTPSPort int    `json:"httpsPort"`
}

// startIngress runs contour and Envoy as host processes on the node's address. They limit neither the size of a body nor, by
// default, the time of a request.
func (n *node) startIngress() (*ingressAddress, error) {
	address := n.network.Node
	where := &ingressAddress{ClassName: ingressClass, Host: address}
	ports := make([]int, 4)
	for i := range ports {
		port, err := freePort("127.0.0.1")
		if err != nil {
			return nil, err
		}
		ports[i] = port
	}
	xds, health, stats, debug := strconv.Itoa(ports[0]), strconv.Itoa(ports[1]), strconv.Itoa(ports[2]), strconv.Itoa(ports[3])
	var err error
	if where.HTTPPort, err = preferredPort(address, 80); err != nil {
		return nil, err
	}
	if where.HTTPSPort, err = preferredPort(address, 443); err != nil {
		return nil, err
	}
	if err := n.processes.start("contour", tool("contour"), "serve", "--insecure", "--kubeconfig="+n.admin,
		"--ingress-class-name="+ingressClass, "--ingress-status-address="+address, "--disable-leader-election",
		"--xds-address=127.0.0.1", "--xds-port="+xds, "--http-address=127.0.0.1", "--http-port="+health,
		"--health-address=127.0.0.1", "--health-port="+health,
		"--debug-http-address=127.0.0.1", "--debug-http-port="+debug, "--stats-address=127.0.0.1", "--stats-port="+stats,
		"--envoy-service-http-address="+address, "--envoy-service-http-port="+strconv.Itoa(where.HTTPPort),
		"--envoy-service-https-address="+address, "--envoy-service-https-port="+strconv.Itoa(where.HTTPSPort)); err != nil {
		return nil, err
	}
	return where, n.startEnvoy(xds, stats)
}

func (n *node) startEnvoy(xds, stats string) error {
	bootstrap := n.path("envoy.json")
	if output, err := exec.Command(tool("contour"), "bootstrap", bootstrap, "--xds-address=127.0.0.1", "--xds-port="+xds,
		"--admin-address="+n.path("envoy.sock")).CombinedOutput(); err != nil {
		return fmt.Errorf("contour bootstrap: %w: %s", err, output)
	}
	if err := n.processes.start("envoy", tool("envoy"), "--config-path", bootstrap, "--service-cluster", "berth",
		"--service-node", nodeName, "--concurrency", "2", "--disable-hot-restart", "--log-level", "warning"); err != nil {
		return err
	}
	return n.processes.await("Envoy", time.Minute, func() error {
		response, err := http.Get("http://127.0.0.1:" + stats + "/ready")
		if err != nil {
			return err
		}
		defer response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return errors.New(response.Status)
		}
		return nil
	})
}

func preferredPort(address string, port int) (int, error) {
	if listenable(address, port) {
		return port, nil
	}
	return freePort(address)
}
