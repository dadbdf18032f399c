package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// patient is a server whose disk is made ill, searched all the time, and what came of it.
type patient struct {
	starting sync.RWMutex // held for writing while there is no server
	server   *server
	ledger   *ledger
	random   *rand.Rand
	number   int

	trials, searches, failed int
	statuses                 map[int]int // of writes while the disk was ill
	healed, slowest          time.Duration
	busiest                  float64 // share of one core that the server used while nobody asked it for anything
}

// healWithin is how soon writing must go on when the disk is well.
const healWithin = 30 * time.Second

func newPatient(ctx context.Context, o options) (*patient, error) {
	s, err := start(o)
	if err != nil {
		return nil, err
	}
	p := &patient{server: s, ledger: newLedger(), random: o.random(), statuses: map[int]int{}}
	for range 40 {
		if status, ok := p.batch(ctx, 8); !ok {
			s.kill()
			return nil, fmt.Errorf("a write on a sound disk: %d", status)
		}
	}
	return p, nil
}

// restart kills the server and starts it again on the disk as it is. Searches wait meanwhile.
func (p *patient) restart(o options) error {
	p.starting.Lock()
	defer p.starting.Unlock()
	p.server.kill()
	s, err := start(o)
	if err != nil {
		return err
	}
	p.server = s
	return nil
}

// batch puts some articles.
func (p *patient) batch(ctx context.Context, size int) (status int, acknowledged bool) {
	var batch []article
	for range size {
		batch = append(batch, p.ledger.next(p.random, fmt.Sprint("n", p.number)))
		p.number++
	}
	for _, a := range batch {
		p.ledger.try(a.ID, a.Body)
	}
	status, acknowledged = p.server.put(ctx, batch)
	if acknowledged {
		for _, a := range batch {
			p.ledger.sure(a.ID, a.Body)
		}
	}
	return status, acknowledged
}

// write puts a batch while the disk is ill.
func (p *patient) write(ctx context.Context) {
	status, _ := p.batch(ctx, 5)
	p.statuses[status]++
}

// rebuild asks for a rebuild; what becomes of it shows in the searches.
func (p *patient) rebuild(ctx context.Context) {
	_, _, _ = p.server.ask(ctx, http.MethodPost, "/api/v1/reindex", "", nil)
}

// trial makes the disk ill, sees how the server bears it, and how soon it goes on when the disk is well again.
func (p *patient) trial(ctx context.Context, name string, ill, well func() error) error {
	searching, stop := context.WithCancel(ctx)
	defer stop()
	type searched struct{ all, failed int }
	done := make(chan searched, 1)
	var idle atomic.Bool
	var first atomic.Pointer[error]
	go func() {
		var s searched
		for searching.Err() == nil {
			if idle.Load() {
				time.Sleep(10 * time.Millisecond)
				continue
			}
			p.starting.RLock()
			_, err := p.server.matches(ctx, []string{"渡轮", "码头", `"江面起雾"`}[s.all%3])
			p.starting.RUnlock()
			s.all++
			if err != nil {
				s.failed++
				first.CompareAndSwap(nil, &err)
			}
			time.Sleep(5 * time.Millisecond)
		}
		done <- s
	}()
	if err := ill(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	p.write(ctx)
	idle.Store(true)
	time.Sleep(time.Second)
	used, err := p.idleFor(3 * time.Second)
	if err != nil {
		return err
	}
	idle.Store(false)
	p.busiest = max(p.busiest, used)
	if err := well(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	took, err := p.heal(ctx)
	stop()
	s := <-done
	p.trials, p.searches, p.failed = p.trials+1, p.searches+s.all, p.failed+s.failed
	p.healed, p.slowest = p.healed+took, max(p.slowest, took)
	if err == nil {
		_, err = p.ledger.check(ctx, p.server, p.random)
	}
	fmt.Printf("%-40s searches %4d, failed %d; CPU %4.1f%%; healed after %v\n", name, s.all, s.failed, used*100, took.Round(time.Millisecond))
	if cause := first.Load(); cause != nil {
		fmt.Println("   ", *cause)
	}
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, p.log())
	}
	return nil
}

// log is what the server said, once it has ended.
func (p *patient) log() string {
	p.server.kill()
	text := p.server.said.String()
	return text[max(0, len(text)-4000):]
}

// heal writes until it is acknowledged.
func (p *patient) heal(ctx context.Context) (time.Duration, error) {
	began := time.Now()
	for {
		status, ok := p.batch(ctx, 2)
		if ok {
			return time.Since(began), nil
		}
		if time.Since(began) > healWithin {
			return time.Since(began), fmt.Errorf("no write is taken %v after the disk is well: %d", healWithin, status)
		}
		time.Sleep(100 * time.Millisecond)
	}
}

// idleFor is the share of one core that the server uses meanwhile.
func (p *patient) idleFor(d time.Duration) (float64, error) {
	before, err := ticks(p.server.cmd.Process.Pid)
	if err != nil {
		return 0, err
	}
	began := time.Now()
	time.Sleep(d)
	after, err := ticks(p.server.cmd.Process.Pid)
	const ticksPerSecond = 100
	return float64(after-before) / ticksPerSecond / time.Since(began).Seconds(), err
}

// ticks is the time of processor that a process has used, in hundredths of a second.
func ticks(pid int) (int, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0, fmt.Errorf("the server has ended: %w", err)
	}
	_, rest, _ := strings.Cut(string(text), ") ")
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0, errors.New("the time of the process cannot be read")
	}
	user, first := strconv.Atoi(fields[11])
	system, second := strconv.Atoi(fields[12])
	return user + system, errors.Join(first, second)
}

// traced reports whether every thread of a process has a tracer.
func traced(pid int) bool {
	names, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/status", pid))
	if err != nil || len(names) == 0 {
		return false
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err == nil && strings.Contains(string(text), "TracerPid:\t0\n") {
			return false
		}
	}
	return true
}

// summary prints the figures, and is an error when they are not good.
func (p *patient) summary() error {
	fmt.Printf("%d trials: %d of %d searches failed; writes while the disk was ill were answered %v; at most %.1f%% of a core when idle; healed after %v on average, %v at most; 0 acknowledged articles lost\n",
		p.trials, p.failed, p.searches, p.statuses, p.busiest*100, (p.healed / time.Duration(max(p.trials, 1))).Round(time.Millisecond), p.slowest.Round(time.Millisecond))
	for status := range p.statuses {
		switch status {
		case http.StatusOK, http.StatusInsufficientStorage, http.StatusServiceUnavailable:
		default:
			return fmt.Errorf("a write was answered %d", status)
		}
	}
	if p.failed > 0 || p.busiest > 0.1 {
		return errors.New("the figures are not good enough")
	}
	return nil
}
