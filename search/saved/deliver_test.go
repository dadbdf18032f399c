package saved_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/saved"
)

// arriving is a collection in which articles arrive that every search matches.
type arriving struct {
	mu    sync.Mutex
	count int
}

func (a *arriving) arrive(n int) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.count += n
}

func (a *arriving) Mark(context.Context) (search.Mark, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	return search.Mark{Records: "甲", Seq: uint64(a.count)}, nil
}

func (a *arriving) Since(_ context.Context, _ search.Request, after search.Mark, limit int) (out []search.Arrival, reached search.Mark, _ error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for reached = after; int(reached.Seq) < a.count && len(out) < limit; reached.Seq++ {
		id := fmt.Sprintf("篇%d", reached.Seq+1)
		out = append(out, search.Arrival{Hit: search.Hit{Article: news.Article{ID: news.ID(id), Title: id}, Story: search.Story{ID: id}}, Names: []string{id}})
	}
	return out, reached, nil
}

// post is what a receiver got.
type post struct {
	at        time.Time
	address   string
	id        string // of the delivery
	signature string
	body      []byte
}

// receiver answers as answer says, and keeps what it got.
type receiver struct {
	answer func(ctx context.Context, nth int, p post) (status int, err error)
	got    chan post
	mu     sync.Mutex
	count  int
}

func (r *receiver) Post(ctx context.Context, address string, header http.Header, body []byte) (int, error) {
	r.mu.Lock()
	r.count++
	n := r.count
	r.mu.Unlock()
	p := post{time.Now(), address, header.Get(saved.DeliveryHeader), header.Get(saved.SignatureHeader), body}
	status, err := r.answer(ctx, n, p)
	r.got <- p
	return status, err
}

const hookSecret = "一个足够长的密钥"

// hooked opens a folder of searches and adds those named, each with a webhook.
func hooked(t *testing.T, dir string, a *arriving, r *receiver, names ...string) *saved.Keeper {
	t.Helper()
	k, err := saved.Open(saved.Config{Dir: dir, Follower: a, Poster: r})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		s := search.SavedSearch{Name: name, Webhook: &search.Webhook{URL: "https://hooks.example/" + name, Secret: hookSecret}}
		if _, _, err := k.SaveSearch(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	k.Follow(t.Context())
	return k
}

func shut(t *testing.T, k *saved.Keeper) {
	t.Helper()
	if err := k.Close(); err != nil {
		t.Error(err)
	}
}

// deliveries tells what became of the matches of a search, oldest first.
func deliveries(t *testing.T, k *saved.Keeper, name string) (out []search.Delivery) {
	t.Helper()
	matches, err := k.Matches(t.Context(), name, 0, saved.MaxMatches)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range slices.Backward(matches) {
		out = append(out, m.Delivery)
	}
	return out
}

// TestRetries: what fails is tried again after 1, 2, 4 … seconds, as it was, until it is taken; meanwhile others go ahead.
func TestRetries(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{got: make(chan post, 100), answer: func(_ context.Context, nth int, p post) (int, error) {
			switch {
			case nth == 1:
				return 0, errors.New("nobody there")
			case nth <= 4 && bytes.Contains(p.body, []byte(`"number":1,`)):
				return 500 + nth, nil
			}
			return 204, nil
		}}
		a := &arriving{}
		k := hooked(t, t.TempDir(), a, r, "茶市")
		defer shut(t, k)
		start := time.Now()
		a.arrive(1)
		k.Wake()
		first := <-r.got
		a.arrive(1)
		k.Wake()
		var order []string
		var times []time.Duration
		for range 4 {
			p := <-r.got
			order = append(order, p.id[strings.LastIndex(p.id, "-"):])
			times = append(times, p.at.Sub(start).Round(time.Second))
			if p.id == first.id && !bytes.Equal(p.body, first.body) {
				t.Errorf("the second attempt sends %s, the first sent %s", p.body, first.body)
			}
		}
		if want := []string{"-2", "-1", "-1", "-1"}; !slices.Equal(order, want) {
			t.Errorf("got %v, want %v", order, want)
		}
		if want := []time.Duration{0, time.Second, 3 * time.Second, 7 * time.Second}; !slices.Equal(times, want) {
			t.Errorf("at %v, want %v", times, want)
		}
		synctest.Wait()
		if got := deliveries(t, k, "茶市"); !slices.Equal(got, []search.Delivery{search.Delivered, search.Delivered}) {
			t.Errorf("deliveries: %v", got)
		}
		time.Sleep(48 * time.Hour)
		if len(r.got) > 0 {
			t.Errorf("sent again: %+v", <-r.got)
		}
	})
}

// TestSignature: a receiver that knows the secret can tell that a body is ours, by the documented rule.
func TestSignature(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{got: make(chan post, 1), answer: func(context.Context, int, post) (int, error) { return 200, nil }}
		a := &arriving{}
		k := hooked(t, t.TempDir(), a, r, "茶市")
		defer shut(t, k)
		a.arrive(1)
		k.Wake()
		p := <-r.got
		at, sum, _ := strings.Cut(strings.TrimPrefix(p.signature, "t="), ",v1=")
		mac := hmac.New(sha256.New, []byte(hookSecret))
		mac.Write([]byte(at + "." + string(p.body)))
		if sum != hex.EncodeToString(mac.Sum(nil)) || at != strconv.FormatInt(p.at.Unix(), 10) {
			t.Errorf("the signature is %s", p.signature)
		}
		var body struct {
			Delivery, Search string
			Number           int
			Matched          time.Time
			Article          struct {
				ID, Title string
				Story     struct{ ID string }
			}
		}
		if err := json.Unmarshal(p.body, &body); err != nil || body.Delivery != p.id || body.Search != "茶市" || body.Number != 1 || body.Article.ID != "篇1" || body.Article.Story.ID != "篇1" {
			t.Errorf("the body is %s, %v", p.body, err)
		}
	})
}

// TestSlowReceiver: one that never answers holds up nobody else, and not the end of the process.
func TestSlowReceiver(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{got: make(chan post, 100), answer: func(ctx context.Context, _ int, p post) (int, error) {
			if strings.HasSuffix(p.address, "/慢") {
				<-ctx.Done()
				return 0, ctx.Err()
			}
			return 200, nil
		}}
		a := &arriving{}
		k := hooked(t, t.TempDir(), a, r, "慢", "快")
		start := time.Now()
		for range 5 {
			a.arrive(1)
			k.Wake()
			if p := <-r.got; !strings.HasSuffix(p.address, "/快") {
				t.Errorf("got %+v", p)
			}
		}
		if took := time.Since(start); took > 2*time.Second {
			t.Errorf("five deliveries took %v", took)
		}
		synctest.Wait()
		if s, err := k.SavedSearch(t.Context(), "慢"); err != nil || s.Waiting != 5 {
			t.Errorf("%+v, %v", s, err)
		}
		shut(t, k)
	})
}

// TestDiedAfterAnswer: what was acknowledged and noted is never sent again; what was acknowledged when the process died comes again under the
// same id.
func TestDiedAfterAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{got: make(chan post, 100), answer: func(context.Context, int, post) (int, error) { return 200, nil }}
		a, dir := &arriving{}, t.TempDir()
		k := hooked(t, dir, a, r, "茶市")
		a.arrive(3)
		k.Wake()
		var sent []post
		for range 3 {
			sent = append(sent, <-r.got)
		}
		synctest.Wait()
		shut(t, k)
		journal := filepath.Join(dir, "茶市.log")
		content, err := os.ReadFile(journal)
		if err != nil {
			t.Fatal(err)
		}
		last := bytes.LastIndexByte(content[:len(content)-1], '\n') + 1
		for cut := last; cut <= len(content); cut++ {
			if err := os.WriteFile(journal, content[:cut], 0o600); err != nil {
				t.Fatal(err)
			}
			k := hooked(t, dir, a, r)
			synctest.Wait()
			shut(t, k)
			var again []string
			for len(r.got) > 0 {
				again = append(again, (<-r.got).id)
			}
			want := []string{sent[2].id}
			if cut == len(content) {
				want = nil
			}
			if !slices.Equal(again, want) {
				t.Fatalf("cut at %d of %d: sent again %v, want %v", cut-last, len(content)-last, again, want)
			}
		}
	})
}

// TestGivenUp: after a day a delivery is given up, of too many the oldest, and all when the webhook is taken away.
func TestGivenUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := &receiver{got: make(chan post, 100_000), answer: func(context.Context, int, post) (int, error) { return 503, nil }}
		a, dir := &arriving{}, t.TempDir()
		k := hooked(t, dir, a, r, "茶市")
		a.arrive(1)
		k.Wake()
		time.Sleep(23 * time.Hour)
		if s, err := k.SavedSearch(t.Context(), "茶市"); err != nil || s.Waiting != 1 || s.Failed != 0 || len(r.got) < 90 {
			t.Errorf("after 23 hours and %d attempts: %+v, %v", len(r.got), s, err)
		}
		time.Sleep(90 * time.Minute)
		if s, err := k.SavedSearch(t.Context(), "茶市"); err != nil || s.Waiting != 0 || s.Failed != 1 {
			t.Errorf("after a day: %+v, %v", s, err)
		}
		a.arrive(1_200)
		k.Wake()
		time.Sleep(time.Second)
		if s, err := k.SavedSearch(t.Context(), "茶市"); err != nil || s.Waiting != 1_000 || s.Failed != 201 {
			t.Errorf("of 1,200: %+v, %v", s, err)
		}
		if _, _, err := k.SaveSearch(t.Context(), search.SavedSearch{Name: "茶市"}); err != nil {
			t.Fatal(err)
		}
		if s, err := k.SavedSearch(t.Context(), "茶市"); err != nil || s.Waiting != 0 || s.Webhook != nil {
			t.Errorf("without the webhook: %+v, %v", s, err)
		}
		shut(t, k)
	})
}
