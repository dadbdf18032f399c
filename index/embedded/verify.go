package embedded

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"xunbao/index"
)

// footerChecksum is the size of the CRC-32 that ends every segment file, big-endian, over all bytes before it. Bleve writes it and
// never reads it.
const footerChecksum = 4

// verifiedAtOnce is how many bytes are read and summed at a time: in a fraction of a millisecond, when they need not come from the disk.
const verifiedAtOnce = 256 << 10

// always goes on.
func always() error { return nil }

// verifyBoth checks a segment file and its sibling against their checksums. The error wraps index.ErrDamaged. stopped is asked before each piece and
// may end it with an error.
func verifyBoth(name string, stopped func() error) error {
	if err := errors.Join(verifySegment(name, stopped), verifySibling(siblingOf(name), stopped)); err != nil {
		return fmt.Errorf("segment %s: %w", filepath.Base(name), err)
	}
	return nil
}

func verifySibling(name string, stopped func() error) (err error) {
	s, err := openSibling(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.close()) }()
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	return s.verify(file, stopped)
}

func verifySegment(name string, stopped func() error) (err error) {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Size() < footerChecksum {
		return fmt.Errorf("%w: cut off after %d bytes", index.ErrDamaged, info.Size())
	}
	sum := crc32.NewIEEE()
	if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, politeReader{io.LimitReader(file, info.Size()-footerChecksum), stopped}, make([]byte, verifiedAtOnce)); err != nil {
		return err
	}
	var footer [footerChecksum]byte
	if _, err := io.ReadFull(file, footer[:]); err != nil {
		return err
	}
	if want := binary.BigEndian.Uint32(footer[:]); sum.Sum32() != want {
		return fmt.Errorf("%w: the checksum does not match", index.ErrDamaged)
	}
	return nil
}
