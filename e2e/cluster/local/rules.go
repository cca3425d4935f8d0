package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
)

const ownChain = "BERTH-PODS"

// addRules lets pods talk to each other and to the world whatever the host's own policy for forwarding is.
func addRules(n *network) error {
	return restore("iptables", fmt.Sprintf(`*filter
:%[1]s - [0:0]
-A %[1]s -s %[2]s -j ACCEPT
-A %[1]s -d %[2]s -j ACCEPT
-I FORWARD -j %[1]s
COMMIT
*nat
:%[1]s - [0:0]
-A %[1]s -s %[2]s ! -d %[3]s -j MASQUERADE
-A POSTROUTING -j %[1]s
COMMIT
`, ownChain, n.Pods, n.Block))
}

// hasNodeRules tells whether some cluster's rules are in force on this host.
func hasNodeRules() bool {
	saved, err := exec.Command("iptables-save").Output()
	return err == nil && bytes.Contains(saved, []byte(":KUBE-SERVICES "))
}

// removeRules deletes the chains of kube-proxy, the kubelet and our own, and the jumps to them.
func removeRules() error {
	for _, family := range []string{"iptables", "ip6tables"} {
		for _, table := range []string{"raw", "mangle", "nat", "filter"} {
			saved, err := exec.Command(family+"-save", "-t", table).Output()
			if err != nil {
				continue // a kernel without this table has no rules in it either
			}
			if undo := undoing(table, strings.Split(string(saved), "\n")); undo != "" {
				if err := restore(family, undo); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func undoing(table string, saved []string) string {
	var chains, jumps []string
	for _, line := range saved {
		if name, _, isChain := strings.Cut(strings.TrimPrefix(line, ":"), " "); isChain && strings.HasPrefix(line, ":") && ours(name) {
			chains = append(chains, name)
		}
		if jumpsToOurs(line) {
			jumps = append(jumps, "-D"+strings.TrimPrefix(line, "-A"))
		}
	}
	if len(chains) == 0 {
		return ""
	}
	var undo strings.Builder
	fmt.Fprintf(&undo, "*%s\n%s\n", table, strings.Join(jumps, "\n"))
	for _, action := range []string{"-F ", "-X "} {
		for _, chain := range chains {
			fmt.Fprintln(&undo, action+chain)
		}
	}
	return undo.String() + "COMMIT\n"
}

func jumpsToOurs(rule string) bool {
	words := strings.Fields(rule)
	if len(words) < 4 || words[0] != "-A" || ours(words[1]) {
		return false
	}
	for i, word := range words[:len(words)-1] {
		if (word == "-j" || word == "-g") && ours(words[i+1]) {
			return true
		}
	}
	return false
}

func ours(chain string) bool {
	return strings.HasPrefix(chain, "KUBE-") || chain == ownChain
}

func restore(family, rules string) error {
	command := exec.Command(family+"-restore", "--noflush")
	command.Stdin = strings.NewReader(rules)
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("%s-restore: %w: %s", family, err, output)
	}
	return nil
}
