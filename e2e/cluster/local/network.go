package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"

	"github.com/vishvananda/netlink"
)

// network is what one cluster changes in the host's network, as recorded in its folder before anything is changed.
type network struct {
	Bridge  string
	Block   string            // everything of the cluster is inside of it
	Pods    string            // pods' addresses
	Service string            // virtual addresses of Services
	Node    string            // the bridge's own address: node, API server, DNS and ingress
	Kernel  map[string]string // kernel settings as they were found
}

// The kubelet and kube-proxy set some of these by themselves; all are put back at the end.
var kernelSettings = []string{
	"net/ipv4/ip_forward", "net/ipv4/conf/all/route_localnet", "net/bridge/bridge-nf-call-iptables",
	"vm/overcommit_memory", "vm/panic_on_oom", "kernel/panic", "kernel/panic_on_oops",
	"kernel/keys/root_maxkeys", "kernel/keys/root_maxbytes",
}

func networkFile(folder string) string {
	return filepath.Join(folder, "network.json")
}

// planNetwork takes the first block 10.N.0.0/16 that no interface and no route of this host touches.
func planNetwork() (*network, error) {
	for n := 88; n < 250; n++ {
		_, block, err := net.ParseCIDR(fmt.Sprintf("10.%d.0.0/16", n))
		if err != nil {
			return nil, err
		}
		taken, err := touched(block)
		if err != nil {
			return nil, err
		}
		if !taken {
			return &network{
				Bridge: fmt.Sprintf("berth%d", n), Block: block.String(), Node: fmt.Sprintf("10.%d.0.1", n),
				Pods: fmt.Sprintf("10.%d.0.0/24", n), Service: fmt.Sprintf("10.%d.128.0/20", n), Kernel: readKernel(),
			}, nil
		}
	}
	return nil, errors.New("no free network block between 10.88.0.0/16 and 10.249.0.0/16 on this host")
}

func touched(block *net.IPNet) (bool, error) {
	routes, err := netlink.RouteList(nil, netlink.FAMILY_V4)
	if err != nil {
		return false, err
	}
	for _, route := range routes {
		if size := route.Dst; size != nil && !size.IP.IsUnspecified() && (block.Contains(size.IP) || size.Contains(block.IP)) {
			return true, nil
		}
	}
	return false, nil
}

func readKernel() map[string]string {
	values := map[string]string{}
	for _, name := range kernelSettings {
		if value, err := os.ReadFile("/proc/sys/" + name); err == nil {
			values[name] = strings.TrimSpace(string(value))
		}
	}
	return values
}

func writeKernel(name, value string) {
	_ = os.WriteFile("/proc/sys/"+name, []byte(value), 0o644)
}

func (n *network) create(folder string) error {
	record, err := json.Marshal(n)
	if err != nil {
		return err
	}
	if err := os.WriteFile(networkFile(folder), record, 0o644); err != nil {
		return err
	}
	if err := n.createBridge(); err != nil {
		return fmt.Errorf("bridge %s: %w", n.Bridge, err)
	}
	for _, name := range []string{"net/ipv4/ip_forward", "net/bridge/bridge-nf-call-iptables"} {
		writeKernel(name, "1")
	}
	return addRules(n)
}

func (n *network) createBridge() error {
	attributes := netlink.NewLinkAttrs()
	attributes.Name = n.Bridge
	bridge := &netlink.Bridge{LinkAttrs: attributes}
	if err := netlink.LinkAdd(bridge); err != nil {
		return err
	}
	address, err := netlink.ParseAddr(n.Node + "/24")
	if err != nil {
		return err
	}
	if err := netlink.AddrAdd(bridge, address); err != nil {
		return err
	}
	if err := netlink.LinkSetUp(bridge); err != nil {
		return err
	}
	// Without it a host that has no default route refuses Services' addresses before kube-proxy's rules see them.
	_, services, err := net.ParseCIDR(n.Service)
	if err != nil {
		return err
	}
	return netlink.RouteAdd(&netlink.Route{LinkIndex: bridge.Index, Dst: services, Src: net.ParseIP(n.Node)})
}

// loadNetwork reads the record of a cluster; there is none when the cluster never came that far.
func loadNetwork(folder string) (*network, error) {
	record, err := os.ReadFile(networkFile(folder))
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	n := &network{}
	return n, json.Unmarshal(record, n)
}

func (n *network) remove() error {
	if err := n.removeLinks(); err != nil {
		return err
	}
	for name, value := range n.Kernel {
		writeKernel(name, value)
	}
	return removeRules()
}

// removeLinks deletes the bridge and the host's ends of the pods' links.
func (n *network) removeLinks() error {
	bridge, err := netlink.LinkByName(n.Bridge)
	if errors.As(err, &netlink.LinkNotFoundError{}) {
		return nil
	}
	if err != nil {
		return err
	}
	links, err := netlink.LinkList()
	if err != nil {
		return err
	}
	for _, link := range links {
		if link.Attrs().MasterIndex == bridge.Attrs().Index {
			_ = netlink.LinkDel(link)
		}
	}
	return netlink.LinkDel(bridge)
}
