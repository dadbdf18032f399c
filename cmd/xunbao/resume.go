package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"xunbao/index"
)

// resume remembers how far a run of add has come, so that the same command, stopped at any point and started again, does not read
// again what is on disk already. It is a file of marks in the data folder, resume/HASH.jsonl, one for each list of sources, and goes when the run
// ends. A mark is written after the store has synced what it speaks of: losing marks costs time, never articles.
//
// The first line names the generation of the index. After a rebuild it is another one, and the marks count for nothing.
// All methods but openResume may be called on nil, which remembers nothing.
type resume struct {
	file   *os.File
	old    map[string]mark // of the run that was stopped
	ended  []mark          // files read to their end since the last save
	at     mark            // the file that is being read
	passed int             // elements
	err    error           // of writing
}

// mark is how far one file has been read. It holds for a file of the same size and time of change.
type mark struct {
	Path     string    `json:"path"`
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	Elements int       `json:"elements"` // records and bad records dealt with
	Whole    bool      `json:"whole"`
}

type resumeHead struct {
	Generation string `json:"generation"`
}

func openResume(ctx context.Context, f *folder, sources []string) (*resume, error) {
	status, err := f.own.Status(ctx)
	if err != nil {
		return nil, err
	}
	hash := sha256.New()
	for _, source := range sources {
		fmt.Fprintf(hash, "%q", absolute(source))
	}
	dir := filepath.Join(f.dir, "resume")
	name := filepath.Join(dir, hex.EncodeToString(hash.Sum(nil)[:8])+".jsonl")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder of marks: %w", err)
	}
	r := &resume{old: readMarks(name, status.Generation)}
	mode := os.O_WRONLY | os.O_CREATE | os.O_APPEND
	if r.old == nil {
		mode |= os.O_TRUNC
	}
	if r.file, err = os.OpenFile(name, mode, 0o600); err != nil {
		return nil, fmt.Errorf("open the marks of the run: %w", err)
	}
	if r.old == nil {
		r.write(resumeHead{status.Generation})
	} else {
		r.writeText([]byte("\n")) // ends a line that was cut off
	}
	return r, nil
}

func absolute(path string) string {
	if full, err := filepath.Abs(path); err == nil && path != "-" {
		return full
	}
	return path
}

// readMarks gives the marks of an earlier run, nil when there are none that hold.
func readMarks(name, generation string) map[string]mark {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, 1<<20)
	var head resumeHead
	if !lines.Scan() || json.Unmarshal(lines.Bytes(), &head) != nil || head.Generation != generation {
		return nil
	}
	marks := make(map[string]mark)
	for lines.Scan() {
		var m mark
		if json.Unmarshal(lines.Bytes(), &m) == nil {
			marks[m.Path] = m
		}
	}
	return marks
}

// beginner is what ingest.Open asks before it reads a file.
func (r *resume) beginner() func(string, fs.FileInfo) int {
	if r == nil {
		return nil
	}
	return r.begin
}

func (r *resume) begin(path string, info fs.FileInfo) int {
	r.endFile()
	r.at = mark{Path: absolute(path), Size: info.Size(), Modified: info.ModTime().UTC()}
	old, known := r.old[r.at.Path]
	if !known || old.Size != r.at.Size || !old.Modified.Equal(r.at.Modified) {
		return 0
	}
	r.passed += old.Elements
	r.at.Elements = old.Elements
	if old.Whole {
		r.at = mark{}
		return -1
	}
	return old.Elements
}

// endFile notes that the file at hand has been read to its end.
func (r *resume) endFile() {
	if r.at.Path != "" {
		r.at.Whole = true
		r.ended = append(r.ended, r.at)
	}
	r.at = mark{}
}

// counted counts the elements that pass by.
func (r *resume) counted(records index.Records) index.Records {
	if r == nil {
		return records
	}
	return func(yield func(index.Record, error) bool) {
		for record, err := range records {
			r.at.Elements++
			if !yield(record, err) {
				return
			}
		}
		r.endFile()
	}
}

// save writes marks for all that has passed by, which must be on disk.
func (r *resume) save() {
	if r == nil {
		return
	}
	for _, m := range r.ended {
		r.write(m)
	}
	r.ended = r.ended[:0]
	if r.at.Path != "" {
		r.write(r.at)
	}
}

func (r *resume) write(v any) {
	line, err := json.Marshal(v)
	if err != nil {
		r.err = errors.Join(r.err, err)
		return
	}
	r.writeText(append(line, '\n'))
}

func (r *resume) writeText(text []byte) {
	if r.err == nil {
		_, r.err = r.file.Write(text)
	}
}

// end takes the marks away when the run did not fail. It gives the number of elements that were passed over, and the run's error or its own.
func (r *resume) end(failed error) (passed int, err error) {
	if r == nil {
		return 0, failed
	}
	if failed == nil {
		failed = errors.Join(r.file.Close(), os.Remove(r.file.Name()))
	}
	return r.passed, errors.Join(failed, r.err)
}

func (r *resume) close() {
	if r != nil {
		_ = r.file.Close() // every mark was written by one call already
	}
}
