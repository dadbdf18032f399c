package ingest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"xunbao/index"
	"xunbao/index/extract"
)

// Options of Open. The zero value has an empty standard input and reports nothing.
type Options struct {
	Map   Names     // which columns and keys are which fields, where their names do not tell; may be nil
	Stdin io.Reader // what the path "-" reads
	// Begin is asked, before a regular file is read, how many of its first elements (records and bad records) to pass over, because an
	// earlier run has dealt with them; less than zero passes over the whole file. May be nil.
	Begin func(path string, info fs.FileInfo) int
	// Why is told, before the article of a raw page is handed on, where its fields were taken from. May be nil.
	Why func(origin string, reasons []extract.Reason)
	// Get asks for a source that is an address (http://…, https://…) and tells where it was found in the end. nil: addresses are no sources.
	Get  func(address string) (at string, body io.ReadCloser, err error)
	Read func(read int64) // told how many bytes of the sources have been read so far, as they lie on the disk; may be nil
}

// Size is how much there is to read: Bytes is the sum of the file sizes, 0 when it is not known (standard input, a pipe).
type Size struct{ Bytes int64 }

// Open gives the records of files, folders and, for "-", standard input, one after another and one at a time. A folder is walked in
// the order of names; names with a leading dot are passed over, symbolic links and what is no regular file are reported as
// *index.RecordError. A path that is no file may be a pattern such as pages/*.html, or an address for Options.Get; one that cannot be had is reported
// as a bad record. What a file holds is told from its content: JSON, a
// table (CSV, TSV), a feed (RSS, Atom, JSON Feed), a web archive (WARC), an archive of files (zip, tar; one in another), each as it
// stands or compressed (gzip, bzip2, xz, zstd); all else is one raw page. JSON must be UTF-8; the encoding of tables, feeds and pages (UTF-8,
// UTF-16, GBK, GB18030, Big5) is found from their bytes, whatever they declare.
//
// A path that does not exist or cannot be read is an error before anything is read. The stream can be read once; a failure of the
// disk ends it with a *ReadError.
func Open(paths []string, o Options) (index.Records, Size, error) {
	if len(paths) == 0 {
		return nil, Size{}, errors.New("open sources: no file, folder or - was given")
	}
	paths, err := o.expand(paths)
	if err != nil {
		return nil, Size{}, err
	}
	total, known := int64(0), true
	for _, path := range paths {
		n, ok, err := o.measure(path)
		if err != nil {
			return nil, Size{}, err
		}
		total, known = total+n, known && ok
	}
	if !known {
		total = 0
	}
	s := &source{options: o, lim: defaultLimits}
	return func(yield func(index.Record, error) bool) {
		for _, path := range paths {
			if !s.path(path, yield) {
				return
			}
		}
	}, Size{Bytes: total}, nil
}

// measure checks that a path can be read and sums up the sizes of its files; known is false for what has no size.
func (o Options) measure(path string) (bytes int64, known bool, err error) {
	if path == "-" || o.isAddress(path) {
		return 0, false, nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, false, fmt.Errorf("open %q: there is no such file or folder", path)
	}
	if err != nil {
		return 0, false, fmt.Errorf("open source: %w", err)
	}
	switch mode := info.Mode(); {
	case mode.IsDir():
		if _, err := os.ReadDir(path); err != nil {
			return 0, false, fmt.Errorf("open folder: %w", err)
		}
		err := walk(path, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && d.Type().IsRegular() {
				if info, err := d.Info(); err == nil {
					bytes += info.Size()
				}
			}
			return nil
		})
		return bytes, true, err
	case mode.IsRegular():
		f, err := os.Open(path)
		if err != nil {
			return 0, false, fmt.Errorf("open source: %w", err)
		}
		return info.Size(), true, f.Close()
	case mode&fs.ModeNamedPipe != 0:
		return 0, false, nil
	}
	return 0, false, fmt.Errorf("open %q: it is neither a file, a folder nor a pipe", path)
}

// walk visits everything below a folder but names with a leading dot, folders themselves left out.
func walk(root string, visit func(path string, d fs.DirEntry, err error) error) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return visit(path, d, err)
		case path != root && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		return visit(path, d, nil)
	})
}

// source reads paths one after another.
type source struct {
	options Options
	lim     limits
	read    int64 // bytes so far
}

var errStop = errors.New("no more records are wanted")

// path reads one path and reports whether more records are wanted.
func (s *source) path(path string, yield yielder) bool {
	if path == "-" {
		in := s.options.Stdin
		if in == nil {
			in = strings.NewReader("")
		}
		return s.stream(in, "-", false, yield)
	}
	if s.options.isAddress(path) {
		return s.address(path, yield)
	}
	info, err := os.Stat(path)
	if err != nil {
		return giveUp(path, err, yield)
	}
	if !info.IsDir() {
		return s.file(path, yield)
	}
	err = walk(path, func(path string, d fs.DirEntry, err error) error {
		reason := ""
		switch {
		case err != nil:
			reason = "cannot be read: " + cause(err).Error()
		case d.Type()&fs.ModeSymlink != 0:
			reason = "is a symbolic link and was skipped; name its target as a source of its own"
		case !d.Type().IsRegular():
			reason = "is no regular file and was skipped"
		}
		if reason == "" && s.file(path, yield) || reason != "" && yield(index.Record{}, &index.RecordError{Origin: path, Err: errors.New(reason)}) {
			return nil
		}
		return errStop
	})
	return err == nil
}

// file reads one file. One that cannot be opened is reported and passed over.
func (s *source) file(path string, yield yielder) bool {
	f, err := os.Open(path)
	if err != nil {
		return yield(index.Record{}, &index.RecordError{Origin: path, Err: cause(err)})
	}
	defer f.Close()
	info, err := f.Stat()
	regular := err == nil && info.Mode().IsRegular()
	if regular && s.options.Begin != nil {
		pass := s.options.Begin(path, info)
		if pass < 0 {
			s.progress(info.Size())
			return true
		}
		yield = passing(pass, yield)
	}
	return s.stream(f, path, regular, yield)
}

// passing drops the first n elements.
func passing(n int, yield yielder) yielder {
	return func(r index.Record, err error) bool {
		if n > 0 {
			n--
			return true
		}
		return yield(r, err)
	}
}

// progress tells that n more bytes of the sources are dealt with.
func (s *source) progress(n int64) {
	s.read += n
	if s.options.Read != nil {
		s.options.Read(s.read)
	}
}

// cause is an error of os without the path, which the origin names already.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%s: %w", path.Op, path.Err)
	}
	return err
}
