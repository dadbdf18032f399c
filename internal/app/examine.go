package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"unicode/utf8"

	"xunbao/index"
	"xunbao/index/analysis/zh"
	embeddedindex "xunbao/index/embedded"
	"xunbao/search/lexicon"
	"xunbao/search/saved"
)

// Finding is a part of a data folder and what was found of it.
type Finding = embeddedindex.Finding

// adviceFile is what to do about a file beside the articles and the index.
const adviceFile = "Correct it, or restore it from a copy of the data folder; nothing else depends on it."

// Examine verifies everything in a data folder, and changes nothing. *LockedError when another process holds it.
func Examine(ctx context.Context, cfg Config) ([]Finding, error) {
	own, err := examined(cfg)
	if err != nil {
		return nil, err
	}
	found, err := embeddedindex.Examine(ctx, own)
	if err != nil {
		return nil, heldBy(cfg, err)
	}
	for _, dir := range []string{lexiconDir, searchesDir, feedsDir} {
		entries, err := os.ReadDir(filepath.Join(cfg.DataDir, dir))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			found = append(found, Finding{Part: dir, Err: err, Advice: adviceFile})
		}
		for _, entry := range entries {
			finding := Finding{Part: dir + "/" + entry.Name(), Err: examineFile(filepath.Join(cfg.DataDir, dir, entry.Name()))}
			if finding.Err != nil {
				finding.Advice = adviceFile
			}
			found = append(found, finding)
		}
	}
	return found, nil
}

// Repair mends what can be mended, see embedded.Repair, and returns how many articles it had to set aside.
func Repair(ctx context.Context, cfg Config) (aside int, err error) {
	own, err := examined(cfg)
	if err != nil {
		return 0, err
	}
	aside, err = embeddedindex.Repair(ctx, own)
	return aside, heldBy(cfg, err)
}

func examined(cfg Config) (embeddedindex.Config, error) {
	if _, err := os.Stat(cfg.DataDir); err != nil {
		return embeddedindex.Config{}, fmt.Errorf("examine the data folder: %w", err)
	}
	segmenter, err := zh.Load()
	return embeddedindex.Config{Dir: cfg.DataDir, Segmenter: segmenter, Log: cfg.Log, LeaveOut: cfg.LeaveOut}, err
}

func heldBy(cfg Config, err error) error {
	if errors.Is(err, index.ErrLocked) {
		return &LockedError{Dir: cfg.DataDir, Holder: readHolder(cfg.DataDir)}
	}
	return err
}

// damaged is err as one of damage.
func damaged(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", index.ErrDamaged, err)
}

// examineFile reads a small file by the form that its name tells.
func examineFile(path string) error {
	switch folder := filepath.Base(filepath.Dir(path)); {
	case filepath.Ext(path) == ".log":
		return saved.VerifyJournal(path)
	case folder == searchesDir && filepath.Ext(path) == ".json":
		return damaged(saved.VerifySettings(path))
	case folder == lexiconDir && filepath.Ext(path) == ".txt":
		return damaged(lexicon.Verify(path))
	}
	content, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	switch {
	case filepath.Ext(path) == ".json" && !json.Valid(content):
		return fmt.Errorf("%w: it is not JSON", index.ErrDamaged)
	case !utf8.Valid(content) || bytes.IndexByte(content, 0) >= 0:
		return fmt.Errorf("%w: it is not text", index.ErrDamaged)
	}
	return nil
}
