package main

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"sync"
)

// roomyHeap is how many bytes the heap may have before garbage is collected. By itself Go collects when as much has come as was live, so a process
// with little that is live collects many times a second under load, and each collection slows down the searches that run.
const roomyHeap = 128 << 20

// usualPercent is how much more than what is live may come before garbage is collected, as Go has it by itself.
const usualPercent = 100

// collectBy has garbage collected as late as giveRoom says, and sooner where the process comes near so many bytes; 0 is no bound. Pages of mapped files
// are not counted: the system takes those back when it needs them.
func collectBy(bytes int64) {
	giveRoom()
	if bytes > 0 {
		debug.SetMemoryLimit(bytes)
	}
}

// giveRoom has the heap grow to roomyHeap before garbage is collected. Where half of that is live, and where GOGC is set, all is as by itself.
var giveRoom = sync.OnceFunc(func() {
	if os.Getenv("GOGC") == "" {
		adjustRoom(usualPercent)
	}
})

// adjustRoom sets the percentage anew, and again after every collection. set is what it is now.
func adjustRoom(set int) {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if percent := roomPercent(live[0].Value.Uint64()); percent != set {
		set = percent
		debug.SetGCPercent(set)
	}
	collected := new([64]byte)
	runtime.AddCleanup(collected, adjustRoom, set)
}

// roomPercent is the percentage for so many live bytes, in steps: to set it stops all goroutines for a moment.
func roomPercent(live uint64) int {
	const step = 20
	if live >= roomyHeap/2 {
		return usualPercent
	}
	if live < roomyHeap/64 { // before the first collection, or nearly nothing
		live = roomyHeap / 64
	}
	return max(usualPercent, int((roomyHeap-live)*100/live)/step*step)
}
