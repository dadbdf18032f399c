package ingest

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	utf16 "golang.org/x/text/encoding/unicode"
)

// charset is an encoding a page may be in.
type charset struct {
	name string
	encoding.Encoding
}

var (
	littleEndian = charset{"UTF-16LE", utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM)}
	bigEndian    = charset{"UTF-16BE", utf16.UTF16(utf16.BigEndian, utf16.IgnoreBOM)}
	gb18030      = charset{"GB18030", simplifiedchinese.GB18030} // GBK and GB2312 are part of it
	big5         = charset{"Big5", traditionalchinese.Big5}
)

const utf8Name = "UTF-8"

// decodeText gives the text of a page in UTF-8 and the name of the encoding it was in. The encoding is found from the bytes; what the
// page declares is not looked at, for it is often wrong. Bytes that are no text in any of the encodings are an error; single bad bytes
// become U+FFFD.
func decodeText(data []byte) (text, name string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")) || bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		return "", "", errors.New("is UTF-32, which is not read; save it as UTF-8")
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return best(data, data[2:], littleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return best(data, data[2:], bigEndian)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(bytes.TrimSpace(data)) == 0:
		return "", "", errors.New("is empty")
	case bytes.Count(data, []byte{0})*100 > len(data):
		if text, name, err = best(data, data, littleEndian, bigEndian); err != nil {
			return "", "", errors.New("is not text: it holds many NUL bytes")
		}
		return text, name, nil
	case utf8.Valid(data):
		return string(data), utf8Name, nil
	}
	repaired := strings.ToValidUTF8(string(data), "\ufffd")
	most := likelihood(repaired)
	text, name, err = best(data, data, gb18030, big5, littleEndian, bigEndian)
	if most.likely() && (err != nil || most.share() >= likelihood(text).share()) {
		return repaired, utf8Name, nil
	}
	return text, name, err
}

// best decodes body in the encoding of the candidates that gives the likeliest text. whole is what an error speaks about.
func best(whole, body []byte, candidates ...charset) (text, name string, err error) {
	most := 0.0
	for _, c := range candidates {
		if strings.HasPrefix(c.name, "UTF-16") && len(body)%2 != 0 {
			continue
		}
		decoded, err := c.NewDecoder().Bytes(body)
		if err != nil {
			continue
		}
		if l := likelihood(string(decoded)); l.likely() && (name == "" || l.share() > most) {
			text, name, most = string(decoded), c.name, l.share()
		}
	}
	if name == "" {
		return "", "", fmt.Errorf("is neither UTF-8 (bad from byte %d on) nor UTF-16, GB18030 or Big5; save it as UTF-8", badByte(whole))
	}
	return text, name, nil
}

// likeliness counts the characters of a decoded text that are not ASCII.
type likeliness struct {
	letters int // in all
	common  int // of them, the ones most Chinese text consists of
	usual   int // of them, others that are not rare
	bad     int // of them, impossible ones
	ascii   int
}

func likelihood(text string) (l likeliness) {
	for _, r := range text {
		switch {
		case r >= ' ' && r < utf8.RuneSelf || r == '\n' || r == '\r' || r == '\t':
			l.ascii++
		case r >= utf8.RuneSelf && r < 1<<16 && usualness[r] == common:
			l.letters++
			l.common++
		case r >= utf8.RuneSelf && r < 1<<16 && usualness[r] == usual:
			l.letters++
			l.usual++
		case !possible(r):
			l.bad++
			l.letters++
		default:
			l.letters++
		}
	}
	return l
}

// possible: not a control character, a private one or one that does not exist.
func possible(r rune) bool {
	return r != utf8.RuneError && (unicode.IsPrint(r) || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r))
}

// share is how much of the text is common Chinese; a usual character is worth a quarter of a common one, and an impossible one outweighs
// twenty.
func (l likeliness) share() float64 {
	return (float64(l.common-20*l.bad) + float64(l.usual)/4) / float64(max(l.letters, 1))
}

// likely: hardly anything is impossible, and the common characters are there, or next to no rare ones. Text that is nearly all ASCII
// needs none.
func (l likeliness) likely() bool {
	return l.bad*50 <= l.letters && (l.common*6 >= l.letters || l.bad == 0 && ((l.common+l.usual)*10 >= l.letters*9 || l.letters*50 < l.ascii))
}
