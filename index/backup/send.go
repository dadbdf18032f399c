package backup

import (
	"archive/tar"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"xunbao/index"
	"xunbao/index/store"
)

// Source is a copy of a data folder that nobody changes.
type Source struct {
	Dir     string
	Store   string // the folder of the articles in it
	Program string // for the manifest
	Time    time.Time
}

// Send writes a backup as a tar: progress, the files whose SHA-256 is not in have, the manifest last. The store is opened and every article read
// first, so what is sent was whole. An error before anything was written comes with nothing written; after a later one the tar has no
// manifest, and Fault may still be written.
func Send(ctx context.Context, to io.Writer, from Source, have map[string]bool) error {
	out := tar.NewWriter(to)
	m := &Manifest{Format: Format, Program: from.Program, Time: from.Time.UTC(), Store: from.Store}
	if err := m.sum(ctx, from, out); err != nil {
		return fmt.Errorf("make a backup: %w", err)
	}
	if err := m.list(ctx, from.Dir); err != nil {
		return fmt.Errorf("make a backup: %w", err)
	}
	sent := make(map[string]bool)
	for i, f := range m.Files {
		if err := ctx.Err(); err != nil {
			return err
		}
		if have[f.SHA256] || sent[f.SHA256] {
			continue
		}
		sent[f.SHA256] = true
		if err := sendProgress(out, index.Progress{Stage: "files", Done: i, Total: len(m.Files)}); err != nil {
			return err
		}
		if err := sendFile(out, filepath.Join(from.Dir, filepath.FromSlash(f.Path)), f); err != nil {
			return fmt.Errorf("send %s: %w", f.Path, err)
		}
	}
	text, err := m.encode()
	if err == nil {
		err = sendText(out, manifestName, text)
	}
	return errors.Join(err, out.Close())
}

// sum opens the copy of the store and reads all of it.
func (m *Manifest) sum(ctx context.Context, from Source, out *tar.Writer) (err error) {
	st, err := store.Open(filepath.Join(from.Dir, from.Store), store.Options{ReadOnly: true, CacheBytes: 8 << 20})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, st.Close()) }()
	sn := st.Snapshot()
	defer sn.Close()
	m.Articles, m.Last = sn.Count(), sn.Last()
	var telling error
	m.Digest, err = sn.Digest(ctx, func(done int) {
		if telling == nil {
			telling = sendProgress(out, index.Progress{Stage: "verify", Done: done, Total: m.Articles})
		}
	})
	return errors.Join(err, telling)
}

// list takes in every file below a folder but the locks.
func (m *Manifest) list(ctx context.Context, dir string) error {
	return filepath.WalkDir(dir, func(name string, entry fs.DirEntry, err error) error {
		if err := errors.Join(err, ctx.Err()); err != nil || entry.IsDir() || entry.Name() == lockName {
			return err
		}
		below, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		sum, size, err := hashFile(name)
		m.Files = append(m.Files, File{Path: filepath.ToSlash(below), Size: size, SHA256: sum})
		return err
	})
}

// lockName is the file by which a store, and a backup, is held.
const lockName = "LOCK"

func hashFile(name string) (sum string, size int64, err error) {
	file, err := os.Open(name)
	if err != nil {
		return "", 0, err
	}
	defer file.Close()
	hash := sha256.New()
	size, err = io.Copy(hash, file)
	return hex.EncodeToString(hash.Sum(nil)), size, err
}

func sendFile(out *tar.Writer, name string, f File) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if err := out.WriteHeader(header(path.Join(filesName, f.SHA256), f.Size)); err != nil {
		return err
	}
	_, err = io.Copy(out, file)
	return errors.Join(err, out.Flush())
}

func sendText(out *tar.Writer, name string, text []byte) error {
	if err := out.WriteHeader(header(name, int64(len(text)))); err != nil {
		return err
	}
	_, err := out.Write(text)
	return errors.Join(err, out.Flush())
}

// progress is index.Progress on the way.
type progress struct {
	Stage string `json:"stage"`
	Done  int    `json:"done"`
	Total int    `json:"total"`
}

func sendProgress(out *tar.Writer, at index.Progress) error {
	text, err := json.Marshal(progress{at.Stage, at.Done, at.Total})
	if err != nil {
		return err
	}
	return sendText(out, progressName, text)
}

func header(name string, size int64) *tar.Header {
	return &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, Format: tar.FormatPAX}
}

// Progress tells the receiver how far the sender is, between the files of a backup.
func Progress(to io.Writer, at index.Progress) error { return sendProgress(tar.NewWriter(to), at) }

// Fault ends a backup that Send broke off with a reason that Receive gives to its caller, if the reader can still tell where it begins.
func Fault(to io.Writer, reason []byte) error {
	out := tar.NewWriter(to)
	return errors.Join(sendText(out, faultName, reason), out.Close())
}
