package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// lockFile is held by the one cluster of this machine, and names its folder.
const lockFile = "/run/berth-cluster.lock"

// claimMachine takes the lock. What a killed cluster left behind is cleaned up first.
func claimMachine(folder string) (func(), error) {
	file, err := os.OpenFile(lockFile, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	content, err := os.ReadFile(lockFile)
	if err != nil {
		return nil, err
	}
	previous, _, _ := strings.Cut(string(content), "\n")
	if syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		return nil, fmt.Errorf("a local cluster already runs on this machine; stop it with\n  %s down --dir %s", tool("berth-cluster"), previous)
	}
	for _, stale := range []string{previous, folder} {
		if stale == "" {
			continue
		}
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
	if err := file.Truncate(0); err != nil {
		return nil, err
	}
	_, err = file.WriteAt(fmt.Appendf(nil, "%s\n%d\n", folder, os.Getpid()), 0)
	return func() { _ = os.Remove(lockFile); _ = file.Close() }, err
}

func down(arguments []string) error {
	flags := flag.NewFlagSet("down", flag.ExitOnError)
	dir := flags.String("dir", "", "folder of the cluster")
	_ = flags.Parse(arguments)
	folder, err := filepath.Abs(*dir)
	if err != nil || *dir == "" {
		return errors.New("down needs --dir")
	}
	stopSupervisor(folder)
	if content, _ := os.ReadFile(lockFile); strings.HasPrefix(string(content), folder+"\n") {
		_ = os.Remove(lockFile)
	}
	return cleanUp(folder)
}

// stopSupervisor asks a running `up` of this folder to end, and waits for it.
func stopSupervisor(folder string) {
	content, _ := os.ReadFile(lockFile)
	lines := strings.Split(string(content), "\n")
	if len(lines) < 2 || lines[0] != folder {
		return
	}
	pid, err := strconv.Atoi(lines[1])
	if err != nil || !strings.Contains(commandLine(pid), "berth-cluster") {
		return
	}
	_ = syscall.Kill(pid, syscall.SIGTERM)
	for range 600 {
		if syscall.Kill(pid, 0) != nil {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	_ = syscall.Kill(pid, syscall.SIGKILL)
}

// cleanUp removes whatever a cluster has left of itself outside and inside of its folder. It needs none of its processes.
func cleanUp(folder string) error {
	if _, err := os.Stat(folder); errors.Is(err, os.ErrNotExist) {
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
