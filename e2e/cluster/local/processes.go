package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

// processes are the children of one cluster, in the order in which they were started. Each has a log and a pid file, and dies
// with this program.
type processes struct {
	folder  string
	running []*process
	ended   chan *process
}

type process struct {
	name string
	*exec.Cmd
	done chan struct{}
}

func newProcesses(folder string) (*processes, error) {
	for _, part := range []string{"logs", "pids"} {
		if err := os.MkdirAll(filepath.Join(folder, part), 0o755); err != nil {
			return nil, err
		}
	}
	return &processes{folder: folder, ended: make(chan *process, 32)}, nil
}

// component starts this program again as one of its components.
func (p *processes) component(name string, arguments ...string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return p.start(name, self, append([]string{name}, arguments...)...)
}

func (p *processes) start(name, program string, arguments ...string) error {
	log, err := os.Create(p.logFile(name))
	if err != nil {
		return err
	}
	defer log.Close()
	child := &process{name: name, Cmd: exec.Command(program, arguments...), done: make(chan struct{})}
	child.Stdout, child.Stderr = log, log
	child.Dir = p.folder
	child.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := child.Start(); err != nil {
		return fmt.Errorf("%s did not start: %w", name, err)
	}
	p.running = append(p.running, child)
	go func() {
		_ = child.Wait()
		close(child.done)
		p.ended <- child
	}()
	return os.WriteFile(filepath.Join(p.folder, "pids", name), fmt.Appendln(nil, child.Process.Pid), 0o644)
}

func (p *processes) logFile(name string) string {
	return filepath.Join(p.folder, "logs", name+".log")
}

// stop ends the children, the last started first.
func (p *processes) stop() {
	for i := len(p.running) - 1; i >= 0; i-- {
		child := p.running[i]
		_ = child.Process.Signal(syscall.SIGTERM)
		select {
		case <-child.done:
		case <-time.After(3 * time.Second):
			_ = child.Process.Kill()
			<-child.done
		}
	}
	p.running = nil
}

// await repeats the check until it holds, and fails early when a child has died.
func (p *processes) await(what string, limit time.Duration, check func() error) error {
	deadline := time.Now().Add(limit)
	for {
		err := check()
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("%s: not within %s: %w\n%s", what, limit, err, p.tails())
		}
		select {
		case child := <-p.ended:
			return p.obituary(child)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

func (p *processes) obituary(child *process) error {
	return fmt.Errorf("%s ended (%v); the end of its log:\n%s", child.name, child.ProcessState, tail(p.logFile(child.name)))
}

func (p *processes) tails() string {
	var text strings.Builder
	for _, child := range p.running {
		fmt.Fprintf(&text, "-- %s\n%s\n", child.name, tail(p.logFile(child.name)))
	}
	return text.String()
}

func tail(path string) string {
	content, err := os.ReadFile(path)
	if err != nil {
		return err.Error()
	}
	lines := strings.Split(strings.TrimSpace(string(content)), "\n")
	return strings.Join(lines[max(0, len(lines)-8):], "\n")
}

// freePort asks the system for a port that nobody uses now.
func freePort(address string) (int, error) {
	listener, err := net.Listen("tcp", net.JoinHostPort(address, "0"))
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
