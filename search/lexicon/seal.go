package lexicon

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"
)

// sealStart begins the first line of a file that was written by this program: a comment with a checksum of all that follows, so that a file that was
// cut off or changed by the disk is not taken for what somebody wrote. A file without such a line, as people and older versions write them, is taken
// as it is.
const sealStart = "# written by xunbao, delete this line when you edit the file; checksum "

func sumOf(content string) string {
	sum := sha256.Sum256([]byte(content))
	return hex.EncodeToString(sum[:16])
}

// sealed puts the line before a content.
func sealed(content string) string { return sealStart + sumOf(content) + "\n" + content }

var errSeal = errors.New("it is not as it was written: the checksum in its first line does not match. If you edited it, delete that line; else it is damaged, restore it from a copy")

// checkSeal compares the content of a file with its first line, where that is a seal, or was before the file was cut off.
func checkSeal(file string) error {
	first, rest, _ := strings.Cut(file, "\n")
	sum, is := strings.CutPrefix(first, sealStart)
	switch {
	case is && strings.TrimSuffix(sum, "\r") == sumOf(rest):
		return nil
	case is, strings.HasPrefix(sealStart, file), strings.Contains(first, sealStart[1:]):
		return errSeal
	}
	return nil
}

// readFile reads a file and checks that it is whole text.
func readFile(path string) (string, error) {
	content, err := os.ReadFile(path)
	if err == nil && (!utf8.Valid(content) || strings.ContainsRune(string(content), 0)) {
		err = errors.New("it is not text in UTF-8")
	}
	if err == nil {
		err = checkSeal(string(content))
	}
	return string(content), err
}

// Verify says what is wrong with a file of the folder; nil when it can be used.
func Verify(path string) error {
	if _, err := readFile(path); err != nil {
		return fmt.Errorf("read the user's words and synonyms: %w", err)
	}
	return nil
}
