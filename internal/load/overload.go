package load

import (
	"context"
	"net/http"
	"time"
)

// calm is how many searches in a row must be as fast as before for the load to be over.
const calm = 10

// Recovery is how long it takes from now until searches are answered within a time again, one after another; at most so long.
func (s Server) Recovery(ctx context.Context, queries []string, within, most time.Duration) time.Duration {
	started := time.Now()
	for in, i := 0, 0; time.Since(started) < most; i++ {
		a := s.Ask(ctx, http.MethodGet, plain(queries[i%len(queries)]), "")
		if a.Status != http.StatusOK || a.Took > within {
			in = 0
			continue
		}
		if in++; in == calm {
			return time.Since(started)
		}
	}
	return most
}
