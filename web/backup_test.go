package web

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"xunbao/index"
	"xunbao/index/backup"
)

var _ index.Copier = (*fake)(nil)

// Copy writes an archive whose only name is the first of what the caller has, or fails behind its beginning.
func (f *fake) Copy(_ context.Context, have map[string]bool, to io.Writer) error {
	if f.copy != nil {
		return f.copy(have, to)
	}
	return f.fail
}

func (f *fake) Digest(context.Context, func(index.Progress)) (index.Digest, error) {
	return index.Digest{Articles: 2, Last: 3, SHA256: strings.Repeat("0f", 32)}, f.fail
}

// TestBackupNeedsTheToken: a copy of everything is for who may write everything.
func TestBackupNeedsTheToken(t *testing.T) {
	h := newSite(t, newFake())
	for _, target := range [][2]string{{"POST", "/api/v1/backup"}, {"POST", "/api/v1/digest"}} {
		if w := ask(h, target[0], target[1], "", "Content-Type", "application/json"); w.Code != http.StatusUnauthorized {
			t.Errorf("%s without a token: %d", target[1], w.Code)
		}
	}
}

// TestBackupTellsWhatIsHad: the list reaches the back end, and an error before the first byte is an ordinary answer.
func TestBackupTellsWhatIsHad(t *testing.T) {
	f := newFake()
	var had map[string]bool
	f.copy = func(have map[string]bool, _ io.Writer) error {
		had = have
		return index.ErrCopying
	}
	w := ask(newSite(t, f), "POST", "/api/v1/backup", `{"have":["a","b"]}`, authorized("application/json")...)
	if w.Code != http.StatusConflict || !had["a"] || !had["b"] || len(had) != 2 {
		t.Errorf("%d, had %v: %s", w.Code, had, w.Body)
	}
}

// TestBackupBreaksOff: a failure on the way reaches the caller with its reason, and the answer is not whole.
func TestBackupBreaksOff(t *testing.T) {
	f := newFake()
	f.copy = func(_ map[string]bool, to io.Writer) error {
		return errors.Join(backup.Progress(to, index.Progress{Stage: "verify", Done: 1, Total: 2}), index.ErrDamaged)
	}
	server := httptest.NewServer(newSite(t, f))
	defer server.Close()
	req, err := http.NewRequestWithContext(t.Context(), "POST", server.URL+"/api/v1/backup", strings.NewReader(`{}`))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+secret)
	req.Header.Set("Content-Type", "application/json")
	resp, err := server.Client().Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	to, err := backup.OpenFolder(filepath.Join(t.TempDir(), "copy"))
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	stages := 0
	_, err = to.Receive(t.Context(), resp.Body, func(index.Progress) { stages++ })
	var reason *backup.FaultError
	if !errors.As(err, &reason) || !strings.Contains(string(reason.Reason), `"damaged"`) || stages != 1 {
		t.Errorf("%v after %d stages", err, stages)
	}
}
