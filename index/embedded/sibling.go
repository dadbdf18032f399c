package embedded

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"strings"

	mmap "github.com/blevesearch/mmap-go"

	"xunbao/index"
	"xunbao/index/lanes"
)

// A sibling is the file beside a segment of Bleve that holds what Bleve does not carry, by the segment's document numbers:
//
//	magic     8 bytes: name and version of the form
//	sections  one after another, see the constants
//	table     for each section: offset, length, CRC-32C of its bytes; 8 bytes each, little-endian
//	checksum  CRC-32C of the table, 8 bytes
const siblingMagic = "xunbao\x00\x03"

// Sections of a sibling.
const (
	titleGrams    = iota // lanes: the keys of grams
	bodyGrams            //
	storyLane            // a lane: the keys of stories, one a document
	bandLane             // a lane: the bands of prints, see index/story
	columnSection        // see columndata.go
	kinSection           // see kin.go
	sections
	laneSections = columnSection
)

// written is the order of the sections in the file. The stories come last: building an index finds them when all else is written.
var written = [sections]int{titleGrams, bodyGrams, bandLane, columnSection, kinSection, storyLane}

const (
	tableEntry = 24
	tableBytes = sections*tableEntry + 8
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// siblingOf names the sibling of a segment file.
func siblingOf(segment string) string { return strings.TrimSuffix(segment, ".zap") + ".lanes" }

// sibling is a sibling as it is read. Safe for concurrent use.
type sibling struct {
	content []byte
	mapped  mmap.MMap // nil for one in memory
	lanes   [laneSections]*lanes.Lane
}

// openSibling maps a file. The checksums of the sections are not looked at: see verify.
func openSibling(name string) (*sibling, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	mapped, err := mmap.Map(file, mmap.RDONLY, 0)
	if err != nil {
		return nil, fmt.Errorf("map %s: %w", filepath.Base(name), err)
	}
	s, err := parseSibling(mapped)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("read %s: %w", filepath.Base(name), err), mapped.Unmap())
	}
	s.mapped = mapped
	return s, nil
}

// parseSibling reads a sibling in memory. The error wraps index.ErrDamaged.
func parseSibling(content []byte) (*sibling, error) {
	if len(content) < len(siblingMagic)+tableBytes || string(content[:len(siblingMagic)]) != siblingMagic {
		return nil, fmt.Errorf("%w: it is not of this form", index.ErrDamaged)
	}
	table := content[len(content)-tableBytes : len(content)-8]
	if binary.LittleEndian.Uint64(content[len(content)-8:]) != uint64(crc32.Checksum(table, castagnoli)) {
		return nil, fmt.Errorf("%w: the checksum of the table does not match", index.ErrDamaged)
	}
	s := &sibling{content: content}
	for number := range sections {
		offset, length, _ := s.entry(number)
		if offset > uint64(len(content)) || length > uint64(len(content))-offset {
			return nil, fmt.Errorf("%w: a section outside", index.ErrDamaged)
		}
	}
	for number := range s.lanes {
		var err error
		if s.lanes[number], err = lanes.Parse(s.section(number)); err != nil {
			return nil, err
		}
		if s.lanes[number].Documents() != s.lanes[0].Documents() {
			return nil, fmt.Errorf("%w: lanes of different numbers of documents", index.ErrDamaged)
		}
	}
	return s, s.checkKin()
}

func (s *sibling) documents() int { return s.lanes[0].Documents() }

// columns reads the columns. The error wraps index.ErrDamaged.
func (s *sibling) columns() (*columnData, error) {
	c, err := parseColumns(s.section(columnSection))
	if err == nil && len(c.seq) != s.documents() {
		err = fmt.Errorf("%w: columns of %d documents, not %d", index.ErrDamaged, len(c.seq), s.documents())
	}
	return c, err
}

func (s *sibling) entry(section int) (offset, length, sum uint64) {
	at := s.content[len(s.content)-tableBytes+section*tableEntry:]
	return binary.LittleEndian.Uint64(at), binary.LittleEndian.Uint64(at[8:]), binary.LittleEndian.Uint64(at[16:])
}

// section returns the bytes of a section.
func (s *sibling) section(number int) []byte {
	offset, length, _ := s.entry(number)
	return s.content[offset : offset+length : offset+length]
}

// verify compares every section of the file that the sibling was read from with its checksum. It reads the file and not the mapping, whose pages
// would count as memory of this process from then on. stopped is asked before each piece. The error wraps index.ErrDamaged.
func (s *sibling) verify(file io.ReaderAt, stopped func() error) error {
	buffer := make([]byte, verifiedAtOnce)
	for number := range sections {
		offset, length, want := s.entry(number)
		sum := crc32.New(castagnoli)
		n, err := io.CopyBuffer(struct{ io.Writer }{sum}, politeReader{io.NewSectionReader(file, int64(offset), int64(length)), stopped}, buffer)
		if err != nil {
			return err
		}
		if uint64(n) != length || uint64(sum.Sum32()) != want {
			return fmt.Errorf("%w: the checksum of section %d does not match", index.ErrDamaged, number)
		}
	}
	return nil
}

func (s *sibling) close() error {
	if s.mapped == nil {
		return nil
	}
	return s.mapped.Unmap()
}

// writeSibling writes a sibling; write writes the section of each number.
func writeSibling(to io.Writer, write func(section int, to io.Writer) error) error {
	out := &summing{to: to}
	if _, err := io.WriteString(out, siblingMagic); err != nil {
		return err
	}
	table := make([]byte, sections*tableEntry)
	for _, number := range written {
		if err := out.section(number, table, write); err != nil {
			return err
		}
	}
	return out.table(table)
}

// summing counts and sums what is written.
type summing struct {
	to      io.Writer
	written uint64
	sum     uint32
}

func (s *summing) Write(content []byte) (int, error) {
	n, err := s.to.Write(content)
	s.written += uint64(n)
	s.sum = crc32.Update(s.sum, castagnoli, content[:n])
	return n, err
}

// section writes a section and its entry of the table.
func (s *summing) section(number int, table []byte, write func(section int, to io.Writer) error) error {
	start := s.written
	s.sum = 0
	if err := write(number, s); err != nil {
		return err
	}
	entry := table[number*tableEntry:]
	binary.LittleEndian.PutUint64(entry, start)
	binary.LittleEndian.PutUint64(entry[8:], s.written-start)
	binary.LittleEndian.PutUint64(entry[16:], uint64(s.sum))
	return nil
}

// table writes the table and its checksum.
func (s *summing) table(table []byte) error {
	_, err := s.Write(binary.LittleEndian.AppendUint64(table, uint64(crc32.Checksum(table, castagnoli))))
	return err
}

// sweepSiblings removes the siblings in a folder whose segment is gone: Bleve removes its own files only. Those that busy names are
// being written.
func sweepSiblings(dir string, busy map[string]bool) error {
	names, err := filepath.Glob(filepath.Join(dir, "*.lanes"))
	if err != nil {
		return err
	}
	for _, name := range names {
		segment := strings.TrimSuffix(name, ".lanes") + ".zap"
		if _, err := os.Stat(segment); errors.Is(err, os.ErrNotExist) && !busy[name] {
			if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
				return fmt.Errorf("remove what a segment left: %w", err)
			}
		}
	}
	return nil
}
