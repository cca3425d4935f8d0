package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// lockFile is held by the one cluster of this machine, and names its folder.
const lockFile = "/run/berth-cluster.lock"

// machine is the lock on this host's one place for a cluster.
type machine struct {
	file     *os.File
	previous string // folder of the cluster that holds the lock, or was the last to hold it
	pid      int    // its supervisor
	taken    bool
}

func lockMachine() (*machine, error) {
	file, err := os.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return nil, err
	}
	m := &machine{file: file}
	if lines := strings.Split(string(content), "\n"); len(lines) > 1 {
		m.previous = lines[0]
		m.pid, _ = strconv.Atoi(lines[1])
	}
	m.taken = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil
	return m, nil
}

func (m *machine) release() {
	_ = os.Remove(lockFile)
	_ = m.file.Close()
}

// claimMachine makes this machine the folder's. What a killed cluster left behind is cleaned up first.
func claimMachine(folder string) (*machine, error) {
	m, err := lockMachine()
	if err != nil {
		return nil, err
	}
	if !m.taken {
		return nil, fmt.Errorf("a local cluster already runs on this machine; stop it with\n  %s down --dir %s", tool("berth-cluster"), m.previous)
	}
	for _, stale := range []string{m.previous, folder} {
		if err := cleanUp(stale); err != nil {
			return nil, err
		}
	}
	if hasNodeRules() {
		return nil, errors.New("this machine is a node of another Kubernetes cluster (iptables has its rules): " +
			"use that cluster with BERTH_KUBECONFIG, or another machine")
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	if err := m.file.Truncate(0); err != nil {
		return nil, err
	}
	_, err = m.file.WriteAt(fmt.Appendf(nil, "%s\n%d\n", folder, os.Getpid()), 0)
	return m, err
}

func down(arguments []string) error {
	flags := flag.NewFlagSet("down", flag.ExitOnError)
	dir := flags.String("dir", "", "folder of the cluster")
	_ = flags.Parse(arguments)
	folder, err := filepath.Abs(*dir)
	if err != nil || *dir == "" {
		return errors.New("down needs --dir")
	}
	m, err := lockMachine()
	if err != nil {
		return err
	}
	if !m.taken {
		if m.previous != folder {
			return fmt.Errorf("the cluster that runs on this machine is that of %s, not of %s", m.previous, folder)
		}
		m.stopSupervisor()
	}
	defer m.release()
	return cleanUp(folder)
}

// stopSupervisor asks a running `up` to end, and waits until it has let go of the lock.
func (m *machine) stopSupervisor() {
	_ = syscall.Kill(m.pid, syscall.SIGTERM)
	for range 600 {
		if syscall.Flock(int(m.file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	_ = syscall.Kill(m.pid, syscall.SIGKILL)
	_ = syscall.Flock(int(m.file.Fd()), syscall.LOCK_EX)
}

// cleanUp removes whatever a cluster has left of itself outside and inside of its folder. It needs none of its processes.
func cleanUp(folder string) error {
	if _, err := os.Stat(folder); folder == "" || errors.Is(err, os.ErrNotExist) {
		return nil
	}
	record, err := loadNetwork(folder)
	if err != nil {
		return err
	}
	killRecorded(folder)
	killContainers(folder)
	removeShimSockets(folder)
	removeNamespaces(record)
	if err := unmountBelow(folder); err != nil {
		return err
	}
	removeCgroups()
	removeLogLinks(folder)
	if record != nil {
		removeRecords(record)
		if err := record.remove(); err != nil {
			return err
		}
	}
	return os.RemoveAll(folder)
}

// killRecorded kills what the pid files name, unless the number has gone to a process that has nothing to do with the folder.
func killRecorded(folder string) {
	files, _ := filepath.Glob(filepath.Join(folder, "pids", "*"))
	for _, file := range files {
		content, _ := os.ReadFile(file)
		pid, err := strconv.Atoi(strings.TrimSpace(string(content)))
		if err == nil && strings.Contains(commandLine(pid), folder) {
			_ = syscall.Kill(pid, syscall.SIGKILL)
		}
	}
}

func commandLine(pid int) string {
	content, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	return strings.ReplaceAll(string(content), "\x00", " ")
}
