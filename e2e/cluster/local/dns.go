package main

import (
	"os"

	"github.com/coredns/coredns/core/dnsserver"
	"github.com/coredns/coredns/coremain"
	_ "github.com/coredns/coredns/plugin/bind"
	_ "github.com/coredns/coredns/plugin/errors"
	_ "github.com/coredns/coredns/plugin/forward"
	_ "github.com/coredns/coredns/plugin/kubernetes"
)

// serveDNS is CoreDNS with the few plugins that a cluster needs. Their order in Directives is the order of their work.
func serveDNS(name string, arguments []string) int {
	dnsserver.Directives = []string{"bind", "errors", "kubernetes", "forward"}
	os.Args = append([]string{name}, arguments...)
	coremain.Run()
	return 0
}
