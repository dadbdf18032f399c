package main

import (
	"syscall"

	"xunbao/web/meter"
)

// watchRoom reads how much room is left on the disk that a folder is on; nothing where that cannot be told.
func watchRoom(dir string) func() []meter.Reading {
	return func() []meter.Reading {
		var fs syscall.Statfs_t
		if err := syscall.Statfs(dir, &fs); err != nil {
			return nil
		}
		return []meter.Reading{{Name: "xunbao_disk_free_bytes", Help: "Room left for the data folder.", Kind: meter.Gauge, Value: float64(fs.Bavail) * float64(fs.Bsize)}}
	}
}
