package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
)

// killContainers kills the shims of this folder's containerd and everything in the cgroups of pods, and waits until they are gone.
func killContainers(folder string) {
	for range 100 {
		remaining := 0
		entries, _ := os.ReadDir("/proc")
		for _, entry := range entries {
			pid, err := strconv.Atoi(entry.Name())
			if err != nil || !(isShim(pid, folder) || isInPod(pid)) {
				continue
			}
			remaining++
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
		if remaining == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

func isShim(pid int, folder string) bool {
	line := commandLine(pid)
	return strings.Contains(line, "containerd-shim") && strings.Contains(line, folder+"/")
}

func isInPod(pid int) bool {
	content, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cgroup", pid))
	return strings.Contains(string(content), ":/kubepods/")
}

// removeShimSockets deletes the sockets that killed shims leave in containerd's fixed folder.
func removeShimSockets(folder string) {
	files, _ := filepath.Glob(filepath.Join(folder, "run", "io.containerd.runtime.v2.task", "*", "*", "address"))
	for _, file := range files {
		address, _ := os.ReadFile(file)
		_ = os.Remove(strings.TrimPrefix(strings.TrimSpace(string(address)), "unix://"))
	}
}

// removeNamespaces deletes the named network namespaces that have an address of this cluster's pods.
func removeNamespaces(record *network) {
	if record == nil {
		return
	}
	_, pods, err := net.ParseCIDR(record.Pods)
	if err != nil {
		return
	}
	names, _ := filepath.Glob("/var/run/netns/cni-*")
	for _, name := range names {
		if hasAddressIn(name, pods) {
			_ = syscall.Unmount(name, syscall.MNT_DETACH)
			_ = os.Remove(name)
		}
	}
}

func hasAddressIn(namespace string, block *net.IPNet) bool {
	handle, err := netns.GetFromPath(namespace)
	if err != nil {
		return false
	}
	defer handle.Close()
	links, err := netlink.NewHandleAt(handle)
	if err != nil {
		return false
	}
	defer links.Close()
	addresses, _ := links.AddrList(nil, netlink.FAMILY_V4)
	for _, address := range addresses {
		if block.Contains(address.IP) {
			return true
		}
	}
	return false
}

func unmountBelow(folder string) error {
	mounts, err := os.Open("/proc/self/mounts")
	if err != nil {
		return err
	}
	defer mounts.Close()
	var targets []string
	for lines := bufio.NewScanner(mounts); lines.Scan(); {
		if words := strings.Fields(lines.Text()); len(words) > 1 && strings.HasPrefix(words[1], folder+"/") {
			targets = append(targets, words[1])
		}
	}
	sort.Sort(sort.Reverse(sort.StringSlice(targets)))
	for _, target := range targets {
		if err := syscall.Unmount(strings.ReplaceAll(target, `\040`, " "), syscall.MNT_DETACH); err != nil {
			return fmt.Errorf("unmount %s: %w", target, err)
		}
	}
	return nil
}

// removeCgroups deletes the pods' tree in every hierarchy, the deepest first. A group vanishes only after its last process.
func removeCgroups() {
	roots, _ := filepath.Glob("/sys/fs/cgroup/*/kubepods")
	for _, root := range append(roots, "/sys/fs/cgroup/kubepods") {
		for range 40 {
			var groups []string
			_ = filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
				if err == nil && entry.IsDir() {
					groups = append(groups, path)
				}
				return nil
			})
			for i := len(groups) - 1; i >= 0; i-- {
				_ = syscall.Rmdir(groups[i])
			}
			if _, err := os.Stat(root); errors.Is(err, os.ErrNotExist) {
				break
			}
			time.Sleep(50 * time.Millisecond)
		}
	}
}

// removeLogLinks deletes the links to this cluster's logs that the kubelet keeps in a fixed folder.
func removeLogLinks(folder string) {
	links, _ := filepath.Glob("/var/log/containers/*.log")
	for _, link := range links {
		if target, err := os.Readlink(link); err == nil && strings.HasPrefix(target, folder+"/") {
			_ = os.Remove(link)
		}
	}
}

// removeRecords deletes what the network plugins remember of this cluster's pods in their fixed folder.
func removeRecords(record *network) {
	const folder = "/var/lib/cni/results/"
	files, _ := filepath.Glob(folder + record.Bridge + "-*-eth0")
	for _, file := range files {
		pod := strings.TrimSuffix(strings.TrimPrefix(file, folder+record.Bridge+"-"), "-eth0")
		_ = os.Remove(file)
		_ = os.Remove(folder + "cni-loopback-" + pod + "-lo")
	}
}
