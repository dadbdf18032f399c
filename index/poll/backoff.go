package poll

import (
	"errors"
	"net/http"
	"strconv"
	"strings"
	"time"

	"xunbao/index/fetch"
)

// How long a feed is left alone at most: after failures, and when its site asks for it.
const (
	longest         = 24 * time.Hour
	longestAskedFor = 7 * 24 * time.Hour
)

// statusError is an answer that is not what was asked for.
type statusError struct {
	status int
	after  time.Duration // as the site asks for; 0 when it does not
	err    error
}

func (e *statusError) Error() string { return e.err.Error() }

// refused is the error of an answer that came at now.
func refused(a *fetch.Answer, now time.Time) error {
	return &statusError{status: a.Status, after: retryAfter(a.Header.Get("Retry-After"), now), err: a.Refusal()}
}

// retryAfter reads the header of that name: seconds, or a time.
func retryAfter(value string, now time.Time) time.Duration {
	value = strings.TrimSpace(value)
	after := time.Duration(0)
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		after = time.Duration(seconds) * time.Second
	} else if at, err := http.ParseTime(value); err == nil {
		after = at.Sub(now)
	}
	return min(max(after, 0), longestAskedFor)
}

// isLasting reports whether asking again soon would be no use: the site has said no, not that something failed.
func isLasting(err error) bool {
	var status *statusError
	var large *fetch.TooLargeError
	switch {
	case errors.As(err, &status):
		return status.status < http.StatusInternalServerError && status.status != http.StatusTooManyRequests && status.status != http.StatusRequestTimeout
	case errors.Is(err, errDisallowed), errors.Is(err, errNoAddress), errors.As(err, &large):
		return true
	}
	return false
}

// pauseAfter is how long a feed is left alone after so many failures in a row, the last of them err.
func pauseAfter(interval time.Duration, failures int, err error) time.Duration {
	pause := interval
	for range failures {
		if pause *= 2; pause >= longest {
			pause = max(longest, interval)
			break
		}
	}
	return max(pause, askedFor(err))
}

// askedFor is the pause that the site asks for in an answer that is no success.
func askedFor(err error) time.Duration {
	var status *statusError
	if errors.As(err, &status) {
		return status.after
	}
	return 0
}
