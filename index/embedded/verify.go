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

// verifyBoth checks a segment file and its sibling against their checksums. The error wraps index.ErrDamaged.
func verifyBoth(name string) error {
	if err := errors.Join(verifySegment(name), verifySibling(siblingOf(name))); err != nil {
		return fmt.Errorf("segment %s: %w", filepath.Base(name), err)
	}
	return nil
}

func verifySibling(name string) (err error) {
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
	return s.verify(file)
}

func verifySegment(name string) (err error) {
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
	if _, err := io.CopyBuffer(struct{ io.Writer }{sum}, io.LimitReader(file, info.Size()-footerChecksum), make([]byte, 1<<20)); err != nil {
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
