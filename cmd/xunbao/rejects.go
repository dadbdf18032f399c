package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"xunbao/index"
	"xunbao/index/ingest"
)

// rejects collects the records that a run did not take: the first index.MaxRejections to show, and, when there are more, all of
// them in a report file in the data folder. Safe for concurrent use.
type rejects struct {
	dir  string
	name string // of the report, which is then written in any case; "" for one in dir when there are too many to show
	now  func() time.Time

	mu    sync.Mutex
	first []*index.RecordError
	count int
	file  *os.File
	out   *bufio.Writer
	err   error // the first failure of writing the report
}

// add counts e; the report file appears with the first one that is too many to show.
func (r *rejects) add(e *index.RecordError) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.count++
	if len(r.first) < index.MaxRejections {
		r.first = append(r.first, e)
		if r.name == "" {
			return
		}
		if r.file == nil && r.err == nil {
			r.open() // writes e with the first
			return
		}
	}
	if r.file == nil && r.err == nil {
		r.open()
	}
	r.write(e)
}

// addMissed adds those of the first rejections of a summary that add has not seen.
func (r *rejects) addMissed(first []*index.RecordError) {
	r.mu.Lock()
	known := slices.Clone(r.first)
	r.mu.Unlock()
	for _, e := range first {
		if !slices.Contains(known, e) {
			r.add(e)
		}
	}
}

func (r *rejects) open() {
	name := filepath.Join(r.dir, "xunbao-rejected-"+r.now().Format("20060102-150405.000")+".jsonl")
	if r.name != "" {
		name = r.name
	}
	if r.file, r.err = os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600); r.err != nil {
		return
	}
	r.out = bufio.NewWriter(r.file)
	for _, e := range r.first {
		r.write(e)
	}
}

func (r *rejects) write(e *index.RecordError) {
	if r.err == nil {
		var line []byte
		if line, r.err = ingest.EncodeRejected(e); r.err == nil {
			_, r.err = r.out.Write(append(line, '\n'))
		}
	}
}

// close finishes the report and returns its name, "" when there is none because all were few enough to show.
func (r *rejects) close() (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.file == nil {
		return "", wrapReport(r.err)
	}
	name := r.file.Name()
	if r.err == nil {
		r.err = r.out.Flush()
	}
	if err := r.file.Close(); r.err == nil {
		r.err = err
	}
	r.file = nil
	return name, wrapReport(r.err)
}

func wrapReport(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("write the report of rejected records: %w", err)
}
