package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
)

// tool is the path of a program that e2e/install provides.
func tool(name string) string {
	return filepath.Join(cache(), "bin", name)
}

// shared is the path of a file that e2e/install provides.
func shared(name string) string {
	return filepath.Join(cache(), "share", name)
}

func cache() string {
	if folder := os.Getenv("BERTH_CACHE"); folder != "" {
		return folder
	}
	home, _ := os.UserHomeDir()
	return filepath.Join(home, ".cache", "berth")
}

func checkTools() error {
	for _, name := range []string{"containerd", "runc", "iptables", "iptables-restore", "conntrack"} {
		if _, err := exec.LookPath(name); err != nil {
			return fmt.Errorf("%s is missing: run e2e/install", name)
		}
	}
	for _, path := range []string{tool("pause"), tool("contour"), tool("envoy"), shared("contour-crds.yaml"), "/usr/lib/cni/bridge"} {
		if _, err := os.Stat(path); err != nil {
			return fmt.Errorf("%s is missing: run e2e/install", path)
		}
	}
	return nil
}

func listenable(address string, port int) bool {
	listener, err := net.Listen("tcp", fmt.Sprintf("%s:%d", address, port))
	if err != nil {
		return false
	}
	_ = listener.Close()
	return true
}

// firstAddress is the first usable address of a block, the one that the API server's own Service gets.
func firstAddress(block string) string {
	ip, _, err := net.ParseCIDR(block)
	if err != nil {
		return ""
	}
	ip = ip.To4()
	ip[3]++
	return ip.String()
}
