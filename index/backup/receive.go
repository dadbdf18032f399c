package backup

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"xunbao/index"
)

// maxText bounds what a manifest may have: some hundred thousand files.
const maxText = 64 << 20 // bytes

// Received tells what a backup added.
type Received struct {
	Manifest Manifest
	Files    int   // sent, as the folder did not have them
	Bytes    int64 // of them
}

// FaultError is the sender's reason to break off.
type FaultError struct{ Reason []byte }

func (e *FaultError) Error() string { return "the sender broke off: " + string(e.Reason) }

// Receive takes what Send wrote. Every file is checked and synced; the manifest is put in force when all that it names is there. On any error, and
// when the process ends at any moment, the former backup is whole. report may be nil.
func (f *Folder) Receive(ctx context.Context, from io.Reader, report func(index.Progress)) (Received, error) {
	var done Received
	if report == nil {
		report = func(index.Progress) {}
	}
	in := tar.NewReader(from)
	for {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		entry, err := in.Next()
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF // the manifest comes before the end
		}
		if err != nil {
			return done, fmt.Errorf("receive a backup: it broke off: %w", err)
		}
		sum, isFile := strings.CutPrefix(entry.Name, filesName+"/")
		switch {
		case isFile && isSum(sum):
			err = f.take(sum, in)
			done.Files, done.Bytes = done.Files+1, done.Bytes+entry.Size
		case entry.Name == progressName, entry.Name == faultName:
			err = told(entry.Name, in, report)
		case entry.Name == manifestName:
			m, err := f.takeManifest(in)
			if err != nil {
				return done, fmt.Errorf("receive a backup: %w", err)
			}
			done.Manifest = *m
			return done, nil
		default:
			err = fmt.Errorf("%w: the name %q", index.ErrDamaged, entry.Name)
		}
		if err != nil {
			return done, fmt.Errorf("receive a backup: %w", err)
		}
	}
}

// take writes one file, checked against its name.
func (f *Folder) take(sum string, from io.Reader) (err error) {
	unfinished := f.path(sum) + aside
	defer func() {
		if err != nil {
			err = fmt.Errorf("file %s: %w", sum, err)
			_ = os.Remove(unfinished) // the next run removes it too
		}
	}()
	got, err := writeFile(unfinished, from)
	if err != nil {
		return err
	}
	if got != sum {
		return fmt.Errorf("%w: it is %s", index.ErrDamaged, got)
	}
	if err := os.Rename(unfinished, f.path(sum)); err != nil {
		return err
	}
	f.have[sum] = true
	return nil
}

// writeFile writes and syncs a file and gives the SHA-256 of what it wrote.
func writeFile(name string, from io.Reader) (sum string, err error) {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	_, err = io.Copy(io.MultiWriter(file, hash), from)
	if err == nil {
		err = file.Sync()
	}
	return hex.EncodeToString(hash.Sum(nil)), errors.Join(err, file.Close())
}

// told passes on progress, or ends with the sender's reason.
func told(name string, from io.Reader, report func(index.Progress)) error {
	text, err := readText(from)
	if err != nil {
		return err
	}
	if name == faultName {
		return &FaultError{text}
	}
	var at progress
	if err := json.Unmarshal(text, &at); err != nil {
		return fmt.Errorf("read %s: %w", name, err)
	}
	report(index.Progress{Stage: at.Stage, Done: at.Done, Total: at.Total})
	return nil
}

func (f *Folder) takeManifest(from io.Reader) (*Manifest, error) {
	text, err := readText(from)
	if err != nil {
		return nil, err
	}
	m, err := decode(bytes.TrimSpace(text))
	if err != nil {
		return nil, err
	}
	return m, f.finish(m, text)
}

func readText(from io.Reader) ([]byte, error) {
	text, err := io.ReadAll(io.LimitReader(from, maxText+1))
	if err == nil && len(text) > maxText {
		err = fmt.Errorf("%w: more than %d bytes of it", index.ErrDamaged, maxText)
	}
	return text, err
}
