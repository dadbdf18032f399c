package load

import "sync"

// noRebuild is the stage between rebuilds.
const noRebuild = "no rebuild"

// stages tells how requests fared by the stage that a rebuild was in when they were sent. Safe for concurrent use.
type stages struct {
	mu      sync.Mutex
	all     map[string]*phase
	current *phase // nil outside all of them
}

// now is the stage of the moment.
func (s *stages) now() *phase {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.current
}

// enter ends a stage and begins another, or the same again.
func (s *stages) enter(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all[name] == nil {
		s.all[name] = new(phase)
	}
	s.turnTo(s.all[name])
	s.current.on()
}

// leave ends a stage.
func (s *stages) leave() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turnTo(nil)
}

func (s *stages) turnTo(next *phase) {
	if s.current != nil {
		s.current.off()
	}
	s.current = next
}

// end is how requests fared in each stage; all were left.
func (s *stages) end() map[string]Phase {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[string]Phase, len(s.all))
	for name, p := range s.all {
		out[name] = p.end()
	}
	return out
}
