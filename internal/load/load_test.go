package load

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// testServer answers every search with one title, but refuses those for 忙.
func testServer(t *testing.T) Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("q") == "忙" {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
		io.WriteString(w, `{"hits":[{"title":"云浦水库今日开闸"},{"title":"AI"}]}`)
	}))
	t.Cleanup(s.Close)
	return Server{Base: s.URL, Client: s.Client()}
}

func TestPhases(t *testing.T) {
	s := testServer(t)
	queries, err := s.Queries(t.Context(), 5)
	if err != nil || len(queries) != 1 {
		t.Fatalf("queries %q, %v", queries, err)
	}
	for name, p := range map[string]Phase{
		"steady": Steady(t.Context(), s.Searches([]string{queries[0], "忙"}), 2, 50*time.Millisecond), "open": Open(t.Context(), s.Searches([]string{queries[0], "忙"}), 200, 50*time.Millisecond),
	} {
		if p.Served == 0 || p.Refused == 0 || p.Failed != 0 || p.P50 <= 0 || p.P50 > p.P99 || p.Rate <= 0 || (p.Late > 0) != (name == "open") {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if got := s.Recovery(t.Context(), queries, time.Minute, time.Minute); got >= time.Minute {
		t.Errorf("recovered after %v", got)
	}
	if got := s.Recovery(t.Context(), []string{"忙"}, time.Minute, time.Millisecond); got != time.Millisecond {
		t.Errorf("a server that refuses recovered after %v", got)
	}
	b := s.Throw(t.Context(), Bombs(queries)[0])
	if b.Status != http.StatusOK || b.Broken(Bounds{Deadline: time.Minute, Health: time.Minute}) != "" {
		t.Errorf("a harmless bomb: %+v", b)
	}
}

func TestBombsFit(t *testing.T) {
	seen := map[string]bool{}
	for _, b := range Bombs([]string{"云浦", "水库"}) {
		if seen[b.Name] || len(b.Target) > 96<<10 {
			t.Errorf("%s: twice, or an address of %d bytes, which no server reads", b.Name, len(b.Target))
		}
		seen[b.Name] = true
	}
}

func TestBroken(t *testing.T) {
	bounds := Bounds{Deadline: time.Second, Rise: 100, Health: time.Millisecond}
	for want, b := range map[string]Blast{
		"":                    {Answer: Answer{Status: 200, Took: time.Second + late}, OwnRise: 100},
		"no answer: x":        {Answer: Answer{Err: errors.New("x")}},
		"answered 500":        {Answer: Answer{Status: 500}},
		"too late":            {Answer: Answer{Status: 503, Took: time.Second + late + 1}},
		"too much memory":     {Answer: Answer{Status: 200}, OwnRise: 101},
		"not well afterwards": {Answer: Answer{Status: 200}, Health: time.Second},
	} {
		if got := b.Broken(bounds); got != want {
			t.Errorf("%+v: %q, want %q", b, got, want)
		}
	}
	if got := (Blast{Bomb: Bomb{Endless: true}, Answer: Answer{Status: 200, Took: time.Hour}}).Broken(bounds); got != "" {
		t.Errorf("an export: %q", got)
	}
}

func TestPart(t *testing.T) {
	var took []time.Duration
	for i := range 100 {
		took = append(took, time.Duration(100-i))
	}
	if got := fmt.Sprint(part(took, .5), part(took, .99), part(nil, .5)); got != "51ns 100ns 0s" {
		t.Errorf("got %s", got)
	}
}
