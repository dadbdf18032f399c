package ingest

import (
	"bufio"
	"errors"
	"path"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// archive reads the members of an archive with read, unless it stands too deep.
func (s *source) archive(in input, b *bufio.Reader, read func(input, *bufio.Reader, yielder) bool, yield yielder) bool {
	if in.archives == maxArchives {
		return reject(in.origin, errors.New("is an archive in an archive in an archive; unpack it first"), yield)
	}
	in.archives++
	return read(in, b, yield)
}

// memberName is the name of a member as a path below the archive. skip says that it is passed over in silence, as hidden files of a
// folder are; a name that would leave the folder it is unpacked in is an error, although nothing is ever written.
func memberName(raw string) (name string, skip bool, err error) {
	if !utf8.ValidString(raw) {
		if decoded, err := simplifiedchinese.GB18030.NewDecoder().String(raw); err == nil {
			raw = decoded
		}
	}
	name = strings.ToValidUTF8(strings.ReplaceAll(raw, "\\", "/"), "\ufffd")
	switch {
	case strings.HasSuffix(name, "/"):
		return name, true, nil
	case name == "" || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "", false, errors.New("a member has no name, or one with control characters; it was not read")
	case name[0] == '/' || len(name) > 1 && name[1] == ':' || strings.HasPrefix(path.Clean(name), ".."):
		return "", false, errors.New("the member " + firstRunes([]byte(name), 80) + " has a path that leaves the archive; it was not read")
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") && part != "." && part != ".." {
			return name, true, nil
		}
	}
	return path.Clean(name), false, nil
}
