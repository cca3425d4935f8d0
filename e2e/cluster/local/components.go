package main

import (
	"context"
	"os"

	"github.com/spf13/cobra"
	"go.etcd.io/etcd/server/v3/etcdmain"
	"k8s.io/component-base/cli"
	kubectl "k8s.io/kubectl/pkg/cmd"
	apiserver "k8s.io/kubernetes/cmd/kube-apiserver/app"
	controllermanager "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	proxy "k8s.io/kubernetes/cmd/kube-proxy/app"
	scheduler "k8s.io/kubernetes/cmd/kube-scheduler/app"
	kubelet "k8s.io/kubernetes/cmd/kubelet/app"
)

// components are the programs inside this one, by their usual names.
var components = map[string]func(name string, arguments []string) int{
	"etcd": func(name string, arguments []string) int {
		etcdmain.Main(append([]string{name}, arguments...))
		return 0
	},
	"kube-apiserver":          command(apiserver.NewAPIServerCommand),
	"kube-controller-manager": command(controllermanager.NewControllerManagerCommand),
	"kube-scheduler":          command(func() *cobra.Command { return scheduler.NewSchedulerCommand() }),
	"kubelet":                 command(func() *cobra.Command { return kubelet.NewKubeletCommand(context.Background()) }),
	"kube-proxy":              command(proxy.NewProxyCommand),
	"kubectl":                 command(kubectl.NewDefaultKubectlCommand),
	"dns":                     serveDNS,
	"volumes":                 provisionVolumes,
}

// The components also look at os.Args, which must not start with our own dispatch word.
func command(create func() *cobra.Command) func(string, []string) int {
	return func(name string, arguments []string) int {
		os.Args = append([]string{name}, arguments...)
		command := create()
		command.SetArgs(arguments)
		return cli.Run(command)
	}
}
