package embedded

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"math"
	"os"
	"path/filepath"
	"time"

	"xunbao/index"
	"xunbao/index/store"
	"xunbao/internal/durable"
	"xunbao/internal/news"
)

// Finding is a part of a data folder and what was found of it.
type Finding struct {
	Part   string // a file or folder in the data folder, with slashes
	Err    error  // what is wrong; nil when it is sound
	Advice string // what to do about it, one sentence
}

// What to do.
const (
	adviceCopy    = "Restore a copy of the data folder."
	adviceRebuild = "Nothing is lost: the next start, or xunbao doctor --repair, rebuilds the index from the articles."
	adviceRecord  = "Add the article again, or have it set aside by xunbao doctor --repair."
	adviceCurrent = "The next start takes the only folder of articles there is."
)

// Examine verifies the articles and the index in a data folder: every file against its checksums, every record, and the one against the other.
// Nothing is changed. index.ErrLocked when a process has the folder open.
func Examine(ctx context.Context, cfg Config) (found []Finding, err error) {
	held, err := lockFolder(cfg.Dir)
	if err != nil {
		return nil, err
	}
	e := examination{cfg: cfg, ctx: ctx}
	defer func() { err = errors.Join(err, held.release()) }()
	if err := e.run(); err != nil {
		return nil, err
	}
	return e.found, ctx.Err()
}

// examination gathers findings.
type examination struct {
	cfg   Config
	ctx   context.Context
	found []Finding
}

// note adds a finding; err is nil when the part is sound.
func (e *examination) note(part string, err error, advice string) {
	if err == nil {
		advice = ""
	}
	e.found = append(e.found, Finding{Part: filepath.ToSlash(part), Err: err, Advice: advice})
}

func (e *examination) run() error {
	c := &Collection{dir: e.cfg.Dir, log: slog.New(slog.DiscardHandler), segmenter: e.cfg.Segmenter}
	state, err := readCurrent(e.cfg.Dir)
	e.note(currentFile, err, adviceCurrent)
	if err := c.findCurrent(); err != nil {
		e.note(c.current.Store, err, adviceCopy)
		return nil
	}
	st, err := store.Open(filepath.Join(e.cfg.Dir, c.current.Store), store.Options{ReadOnly: true, Log: func(string, ...any) {}})
	if err != nil {
		e.note(c.current.Store, err, adviceCopy)
	} else {
		defer st.Close() // it was only read
		if err := e.articles(c.current.Store, st); err != nil {
			return err
		}
	}
	if state.Index != "" {
		e.index(c, st, state)
	}
	return nil
}

func (e *examination) articles(name string, st *store.Store) error {
	damaged, err := st.Verify(e.ctx)
	if e.ctx.Err() != nil {
		return e.ctx.Err()
	}
	e.note(name, err, adviceCopy)
	for _, bad := range damaged {
		e.note(name, bad, adviceRecord)
	}
	return nil
}

// index verifies the files of the index, and when they are sound the index against the store, which may be nil.
func (e *examination) index(c *Collection, st *store.Store, state current) {
	path := filepath.Join(e.cfg.Dir, state.Index)
	names, err := verifyRoot(path)
	sound := err == nil
	note := func(name string, err error) {
		e.note(filepath.Join(state.Index, filepath.Base(name)), err, adviceRebuild)
		sound = sound && err == nil
	}
	for _, name := range names {
		note(name, verifySegment(name, always))
		note(siblingOf(name), verifySibling(siblingOf(name), always))
	}
	note(rootFile, err)
	if state.LeftOut != "" {
		_, err := loadSet(path, state.LeftOut)
		note(leftOutFile, err)
	}
	if !sound || st == nil || state.Fingerprint != fingerprint(e.cfg.Segmenter) {
		return
	}
	g, err := openGeneration(state.Index, path, &heldStore{Store: st}, math.MaxInt64, always)
	if err == nil {
		if err = g.behindStore(); err == nil {
			err = c.compare(e.ctx, g)
		}
		err = errors.Join(err, g.close())
	}
	advice := adviceRebuild
	if lost(err) {
		advice = adviceCopy
	}
	e.note(state.Index, err, advice)
}

// asideFile names the articles that were set aside, a line of JSON each.
const asideFile = "set-aside.jsonl"

// setAside is a line of it.
type setAside struct {
	ID   news.ID   `json:"id"`
	Seq  uint64    `json:"record"`
	Why  string    `json:"why"`
	When time.Time `json:"when"`
}

// Repair mends what can be mended: an index that cannot be trusted is rebuilt from the store, records that are damaged are named in
// set-aside.jsonl and deleted. It returns how many those are. The error wraps index.ErrDamaged when the articles cannot be read.
func Repair(ctx context.Context, cfg Config) (aside int, err error) {
	cfg.VerifyFirst, cfg.AcceptLoss = math.MaxInt64, true
	c, err := Open(ctx, cfg)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	damaged, err := c.store.Verify(ctx)
	if err != nil {
		return 0, err
	}
	var ids []news.ID
	for _, bad := range damaged {
		if bad.ID == "" {
			return 0, fmt.Errorf("%w: record %d is damaged, and which article it was cannot be told", index.ErrDamaged, bad.Seq)
		}
		if err := c.noteAside(bad); err != nil {
			return 0, err
		}
		ids = append(ids, bad.ID)
	}
	if len(ids) == 0 {
		return 0, nil
	}
	return c.Delete(ctx, ids)
}

// noteAside adds a line to the names of what was set aside; it is durable before the record goes.
func (c *Collection) noteAside(bad *store.DamagedError) error {
	line, err := json.Marshal(setAside{ID: bad.ID, Seq: bad.Seq, Why: bad.Err.Error(), When: c.now()})
	if err != nil {
		return err
	}
	path := filepath.Join(c.dir, asideFile)
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(append(line, '\n'))
	return errors.Join(err, file.Sync(), file.Close(), durable.Sync(c.dir))
}
