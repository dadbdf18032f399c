package news

import "time"

// History is what a store remembers of the versions that an article has had under its ID. It is no part of what the article says.
type History struct {
	Versions int       `json:"versions"`         // this one included; 0 is 1
	Changed  time.Time `json:"changed,omitzero"` // when this version took the place of the one before; zero for the first
}

// Count is how many versions there have been, this one included.
func (h History) Count() int { return max(h.Versions, 1) }

// Next is the history of the version that takes the place of this one.
func (h History) Next(now time.Time) History {
	return History{Versions: h.Count() + 1, Changed: now.UTC().Truncate(time.Second)}
}
