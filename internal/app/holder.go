package app

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"xunbao/index"
)

// holderFile tells the command line how to reach the process that serves a data folder.
const holderFile = "server.json"

// Holder is the content of DIR/server.json.
type Holder struct {
	PID     int    `json:"pid"`
	Addr    string `json:"addr"` // host:port
	Key     string `json:"key"`  // accepted as Bearer token by that process
	Version string `json:"version"`
}

// LockedError says that another process holds the data folder. Holder is nil when it does not serve.
type LockedError struct {
	Dir    string
	Holder *Holder
}

func (e *LockedError) Error() string {
	if e.Holder == nil {
		return fmt.Sprintf("the data folder %q is held by another process; wait until it is done", e.Dir)
	}
	return fmt.Sprintf("the data folder %q is held by the server at %s (process %d)", e.Dir, e.Holder.Addr, e.Holder.PID)
}

func (e *LockedError) Unwrap() error { return index.ErrLocked }

// Announce writes DIR/server.json, readable by its owner alone, and returns the key that it holds. addr is host:port as others on
// this machine reach it.
func (a *App) Announce(addr string) (key string, err error) {
	h := Holder{PID: os.Getpid(), Addr: addr, Key: rand.Text(), Version: a.cfg.Version}
	content, err := json.Marshal(h)
	if err != nil {
		return "", err
	}
	name := filepath.Join(a.cfg.DataDir, holderFile)
	if err := os.WriteFile(name+".new", append(content, '\n'), 0o600); err != nil {
		return "", fmt.Errorf("announce the server: %w", err)
	}
	if err := os.Rename(name+".new", name); err != nil {
		return "", fmt.Errorf("announce the server: %w", err)
	}
	return h.Key, nil
}

// withdraw takes back what Announce wrote, if it did.
func (a *App) withdraw() { os.Remove(filepath.Join(a.cfg.DataDir, holderFile)) }

// readHolder returns nil when nobody announced itself. A process that was killed leaves its file behind: but then the folder is not
// locked, and nobody asks.
func readHolder(dir string) *Holder {
	content, err := os.ReadFile(filepath.Join(dir, holderFile))
	if err != nil {
		return nil
	}
	var h Holder
	if json.Unmarshal(content, &h) != nil || h.Addr == "" || h.Key == "" {
		return nil
	}
	return &h
}
