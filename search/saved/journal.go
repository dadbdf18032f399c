package saved

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"strconv"

	"xunbao/internal/durable"
	"xunbao/search"
)

// entry is one line of a journal: what happened at once. Matches and the mark up to which they are all stand in one, so that both are
// there after a crash, or neither.
type entry struct {
	Mark    *search.Mark `json:"mark,omitempty"`
	Last    int          `json:"last,omitempty"` // number of the newest match there ever was, where older lines were left out
	Matches []record     `json:"matches,omitempty"`
	Sent    []int        `json:"sent,omitempty"`   // numbers of matches whose webhook was acknowledged
	Failed  []int        `json:"failed,omitempty"` // of those given up
}

// journal is a file of lines, each a checksum (CRC-32C in eight hexadecimal digits), a space and an entry as JSON. Not safe for concurrent
// use.
type journal struct {
	path  string
	file  *os.File
	size  int64 // of whole lines
	lines int
}

func castagnoli() *crc32.Table { return crc32.MakeTable(crc32.Castagnoli) }

// openJournal opens a journal, making it when it is not there, and visits its entries in order. A last line that was cut off by a crash is
// taken away; lines that fail their checksum are passed over and counted.
func openJournal(path string, visit func(entry)) (j *journal, damaged int, err error) {
	content, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, 0, err
	}
	whole := content[:bytes.LastIndexByte(content, '\n')+1]
	j = &journal{path: path, size: int64(len(whole)), lines: bytes.Count(whole, []byte("\n"))}
	for line := range bytes.Lines(whole) {
		e, err := decodeLine(line)
		if err != nil {
			damaged++
			continue
		}
		visit(e)
	}
	return j, damaged, j.reopen()
}

// reopen opens the file for writing behind its last whole line.
func (j *journal) reopen() error {
	file, err := os.OpenFile(j.path, os.O_WRONLY|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	j.file = file
	return errors.Join(file.Truncate(j.size), file.Sync())
}

// append adds an entry. It outlives the process when append returns, and a failure of the machine too when it is synced. After an error the
// journal is as it was before.
func (j *journal) append(e entry, synced bool) error {
	line, err := encodeLine(e)
	if err != nil {
		return err
	}
	if _, err = j.file.WriteAt(line, j.size); err == nil && synced {
		err = j.file.Sync()
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the matches: %w", err), j.file.Truncate(j.size))
	}
	j.size += int64(len(line))
	j.lines++
	return nil
}

// replace makes an entry all of the journal.
func (j *journal) replace(e entry) error {
	line, err := encodeLine(e)
	if err != nil {
		return err
	}
	if err := durable.Replace(j.path, line); err != nil {
		return fmt.Errorf("shorten the matches: %w", err)
	}
	old := j.file
	j.size, j.lines = int64(len(line)), 1
	return errors.Join(j.reopen(), old.Close())
}

func encodeLine(e entry) ([]byte, error) {
	text, err := json.Marshal(e)
	if err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, "%08x %s\n", crc32.Checksum(text, castagnoli()), text), nil
}

func decodeLine(line []byte) (e entry, err error) {
	sum, text, _ := bytes.Cut(bytes.TrimSuffix(line, []byte("\n")), []byte(" "))
	want, err := strconv.ParseUint(string(sum), 16, 32)
	if err != nil || uint32(want) != crc32.Checksum(text, castagnoli()) {
		return e, errors.New("a line fails its checksum")
	}
	err = json.Unmarshal(text, &e)
	return e, err
}

// VerifyJournal reads the file of matches of a saved search and returns an error when lines fail their checksum.
func VerifyJournal(path string) error {
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	damaged := 0
	for line := range bytes.Lines(content[:bytes.LastIndexByte(content, '\n')+1]) {
		if _, err := decodeLine(line); err != nil {
			damaged++
		}
	}
	if damaged > 0 {
		return fmt.Errorf("%d lines fail their checksum", damaged)
	}
	return nil
}
