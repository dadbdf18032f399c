package embedded

import (
	"context"
	"fmt"
	"sync"
	"time"

	index "xunbao/index/embedded"
	"xunbao/search"
	"xunbao/search/suggest"
)

var _ search.Suggester = (*Engine)(nil)

// When the suggestions are built anew: at once in a new generation, and after changes as soon as restTimes the time of a building
// has passed, so that it takes one part in restTimes of a core at most.
const (
	restTimes  = 50
	leastRest  = time.Second
	restFailed = time.Minute
)

// suggestions are the suggestions of the moment. The zero value has none. Safe for concurrent use.
type suggestions struct {
	mu         sync.Mutex
	index      *suggest.Index // nil until built
	generation string
	last       uint64 // newest change of the store they know
	rested     time.Time
	building   chan struct{} // closed when the building under way ends; nil when there is none
	err        error         // of the last building
}

// Suggest implements search.Suggester from the words, outlets, authors, tags and newest titles of the collection. They are read in
// the background, first when Suggest is first called, which waits for them, and again after changes; meanwhile the older ones answer.
func (e *Engine) Suggest(ctx context.Context, text string, limit int) (_ []search.Suggestion, err error) {
	ready, err := e.suggestionIndex(ctx)
	if err != nil {
		return nil, timed(ctx, err)
	}
	snapshot, err := e.within(ctx)
	if err != nil {
		return nil, err
	}
	defer e.release(snapshot, &err)
	count := func(ctx context.Context, text string) (int, error) { return attested(ctx, snapshot, text) }
	if search.ScopeOf(ctx) == nil {
		found, err := ready.Suggest(ctx, text, limit, count)
		return found, timed(ctx, err)
	}
	found, err := ready.Suggest(ctx, text, widerScoped*limit, count)
	if err == nil {
		found, err = counted(ctx, found, limit, count)
	}
	return found, timed(ctx, err)
}

// widerScoped is of how many times as many suggestions those are chosen that a caller with a scope may see.
const widerScoped = 4

// counted keeps, with their counts, the first suggestions that are not for nothing.
func counted(ctx context.Context, all []search.Suggestion, limit int, count suggest.Counter) ([]search.Suggestion, error) {
	var kept []search.Suggestion
	for _, s := range all {
		if len(kept) == limit {
			break
		}
		n, err := count(ctx, s.Text)
		if err != nil {
			return nil, err
		}
		if s.Count = n; n > 0 {
			kept = append(kept, s)
		}
	}
	return kept, nil
}

// suggestionIndex returns the suggestions of the moment and has newer ones built when it is time.
func (e *Engine) suggestionIndex(ctx context.Context) (*suggest.Index, error) {
	s := &e.suggestions
	s.mu.Lock()
	if s.building == nil && !time.Now().Before(s.rested) {
		if err := e.renewSuggestions(); err != nil {
			s.mu.Unlock()
			return nil, err
		}
	}
	ready, building, failed := s.index, s.building, s.err
	s.mu.Unlock()
	if ready != nil || building == nil {
		if ready == nil {
			return nil, failed
		}
		return ready, nil
	}
	select {
	case <-building:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.index == nil {
		return nil, s.err
	}
	return s.index, nil
}

// renewSuggestions starts a building when the collection has changed. The caller holds the lock.
func (e *Engine) renewSuggestions() error {
	s := &e.suggestions
	snapshot, err := e.acquire()
	if err != nil {
		return err
	}
	generation, last := snapshot.Generation.Name, snapshot.Store.Last()
	if s.index != nil && s.generation == generation && s.last == last {
		s.rested = time.Now().Add(leastRest)
		snapshot.Close()
		return nil
	}
	s.building = make(chan struct{})
	go e.buildSuggestions(snapshot, generation, last) // ends with the snapshot, for which Close of the collection waits
	return nil
}

// buildSuggestions builds the suggestions of a snapshot, puts them in force and closes the snapshot.
func (e *Engine) buildSuggestions(snapshot *index.Snapshot, generation string, last uint64) {
	started := time.Now()
	built, err := e.readSuggestions(snapshot)
	snapshot.Close()
	s := &e.suggestions
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	s.rested = time.Now().Add(restFailed)
	if err == nil {
		s.index, s.generation, s.last = built, generation, last
		s.rested = time.Now().Add(max(leastRest, restTimes*time.Since(started)))
	}
	close(s.building)
	s.building = nil
}

// readSuggestions reads what can be suggested. Bleve panics on some damage: here that is an error.
func (e *Engine) readSuggestions(snapshot *index.Snapshot) (built *suggest.Index, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("read the suggestions: %v", r)
		}
	}()
	readings, err := suggest.LoadReadings()
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	stop := func() {
		if other, err := e.acquire(); err != nil {
			cancel() // the collection is being closed and waits for the snapshot
		} else {
			other.Close()
		}
	}
	entries, err := gather(ctx, snapshot, stop)
	if err != nil {
		return nil, fmt.Errorf("read the suggestions: %w", err)
	}
	return suggest.Build(entries, readings), nil
}
