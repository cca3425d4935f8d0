module dev.berth/hello

go 1.24
