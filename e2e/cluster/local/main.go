// Command berth-cluster is a one-node Kubernetes cluster made of host processes: this program starts containerd and then
// itself again as each component, watches them, and takes everything down when it ends.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"syscall"
)

const usage = `usage:
  berth-cluster up --dir FOLDER              starts a cluster; says "ready"; runs until stdin ends or it is signalled
  berth-cluster up --dir FOLDER --detached   the same, but does not look at stdin
  berth-cluster down --dir FOLDER            stops the cluster of that folder and cleans up, whatever is left of it
  berth-cluster control-plane --dir FOLDER [--controllers]
                                             etcd and the API server only
  berth-cluster image --name NAME --program FILE --output ARCHIVE
                                             an image of one static program
  berth-cluster COMPONENT ARGUMENTS...       one component in the foreground
  kubectl ARGUMENTS...                       the client, when called by that name`

// The parent-death signal of a child belongs to the thread that started it, so all are started from the first thread.
func init() {
	runtime.LockOSThread()
}

func main() {
	// Who reads our output may die first; the clean-up must not die with it.
	signal.Ignore(syscall.SIGPIPE)
	if filepath.Base(os.Args[0]) == "kubectl" {
		os.Exit(components["kubectl"]("kubectl", os.Args[1:]))
	}
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	name, arguments := os.Args[1], os.Args[2:]
	if run, found := components[name]; found {
		os.Exit(run(name, arguments))
	}
	command, found := map[string]func([]string) error{
		"up":            up,
		"down":          down,
		"control-plane": controlPlane,
		"image":         image,
	}[name]
	if !found {
		fmt.Fprintln(os.Stderr, usage)
		os.Exit(2)
	}
	if err := command(arguments); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}
