// Command probe is the one program of the image that tests run in pods: a small web server, a client, and an eater of memory.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"
)

const usage = `usage: probe serve ADDRESS | files ADDRESS FOLDER | get URL | eat MEBIBYTES | wait`

func main() {
	if len(os.Args) < 2 {
		fail(usage)
	}
	argument := ""
	if len(os.Args) > 2 {
		argument = os.Args[2]
	}
	switch os.Args[1] {
	case "serve":
		fail(serve(argument))
	case "files":
		fail(http.ListenAndServe(argument, http.FileServer(http.Dir(os.Args[3]))))
	case "get":
		get(argument)
	case "eat":
		eat(argument)
	case "wait":
		time.Sleep(time.Hour)
	default:
		fail(usage)
	}
}

// serve answers each request with the name of the host and the path, after it has read the body, whose size it adds.
func serve(address string) error {
	name, _ := os.Hostname()
	return http.ListenAndServe(address, http.HandlerFunc(func(response http.ResponseWriter, request *http.Request) {
		size, _ := io.Copy(io.Discard, request.Body)
		fmt.Fprintf(response, "%s %s %d\n", name, request.URL.Path, size)
	}))
}

func get(url string) {
	client := http.Client{Timeout: 20 * time.Second}
	response, err := client.Get(url)
	if err != nil {
		fail(err)
	}
	defer response.Body.Close()
	_, _ = io.Copy(os.Stdout, response.Body)
	if response.StatusCode != http.StatusOK {
		fail(response.Status)
	}
}

func eat(mebibytes string) {
	count, err := strconv.Atoi(mebibytes)
	if err != nil {
		fail(err)
	}
	var meal [][]byte
	for range count {
		bite := make([]byte, 1<<20)
		for i := 0; i < len(bite); i += 4096 {
			bite[i] = 1
		}
		meal = append(meal, bite)
	}
	fmt.Println("ate", len(meal), "MiB")
}

func fail(reason any) {
	fmt.Fprintln(os.Stderr, reason)
	os.Exit(1)
}
