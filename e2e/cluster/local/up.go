package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

// clusterFile is what `up` leaves for those who use the cluster.
type clusterFile struct {
	Node       string          `json:"node"`
	Containerd string          `json:"containerd"`
	Registries string          `json:"registries"`
	Ingress    *ingressAddress `json:"ingress"`
}

func up(arguments []string) error {
	flags := flag.NewFlagSet("up", flag.ExitOnError)
	dir := flags.String("dir", "", "folder for all files")
	detached := flags.Bool("detached", false, "run until a signal comes, whatever happens to stdin")
	_ = flags.Parse(arguments)
	folder, err := filepath.Abs(*dir)
	if err != nil || *dir == "" {
		return errors.New("up needs --dir")
	}
	if os.Geteuid() != 0 {
		return errors.New("a local cluster needs root: run as root, or set BERTH_KUBECONFIG to a cluster that may be used")
	}
	if err := checkTools(); err != nil {
		return err
	}
	machine, err := claimMachine(folder)
	if err != nil {
		return err
	}
	defer machine.release()
	started := time.Now()
	children, err := newProcesses(folder)
	if err != nil {
		return err
	}
	err = startCluster(folder, children)
	if err == nil {
		fmt.Printf("the cluster is up after %.1f s\n", time.Since(started).Seconds())
		err = untilStopped(children, !*detached)
	}
	fmt.Println("taking the cluster down")
	children.stop()
	return errors.Join(err, cleanUp(folder))
}

func startCluster(folder string, children *processes) error {
	network, err := planNetwork()
	if err != nil {
		return err
	}
	if err := network.create(folder); err != nil {
		return err
	}
	n := &node{&plane{folder: folder, address: network.Node, services: network.Service, processes: children}, network}
	fmt.Println("starting etcd and the API server on", network.Node)
	if err := n.plane.start(); err != nil {
		return err
	}
	fmt.Println("starting controllers and the node")
	if err := errors.Join(n.startControllers(), n.startScheduler(), n.createObjects(), n.start()); err != nil {
		return err
	}
	fmt.Println("starting the ingress")
	where, err := n.startIngress()
	if err != nil {
		return err
	}
	description, err := json.Marshal(clusterFile{network.Node, n.path("containerd.sock"), n.path("registries"), where})
	if err != nil {
		return err
	}
	return os.WriteFile(n.path("cluster.json"), description, 0o644)
}

// untilStopped says that all is ready, and returns on a signal, on the end of stdin when attached, or with the reason when a
// child has died.
func untilStopped(children *processes, attached bool) error {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	closed := make(chan struct{})
	if !attached {
		signal.Notify(stop, syscall.SIGINT, syscall.SIGHUP)
	} else {
		// Ctrl-C reaches the whole group; whoever holds stdin may still need the cluster while it ends.
		signal.Ignore(syscall.SIGINT, syscall.SIGHUP)
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			close(closed)
		}()
	}
	fmt.Println("ready")
	select {
	case <-stop:
	case <-closed:
	case child := <-children.ended:
		return children.obituary(child)
	}
	return nil
}
