package main

import (
	"errors"
	"net/http"
	"strings"

	"xunbao/index"
	"xunbao/search"
	"xunbao/search/query"
	"xunbao/web/fault"
)

// The exit statuses. They are part of the command line's contract: scripts branch on them.
const (
	exitDone     = 0
	exitFailed   = 1
	exitUsage    = 2
	exitRejected = 3
	exitHeld     = 4
)

// exitMeaning is the words of each status, for the end of every command's help.
var exitMeaning = map[int]string{
	exitDone:     "done",
	exitFailed:   "failed, or stopped before the end",
	exitUsage:    "wrong usage: an unknown command, flag or setting, or a value that cannot be read",
	exitRejected: "done, but some records were rejected",
	exitHeld:     "the data folder is held by another process, or damaged",
}

// errRejected ends a run that was done with records rejected. The summary has told about them already, so it is not printed.
var errRejected = errors.New("some records were rejected")

// usageError is wrong usage of the command line or of the settings.
type usageError struct{ err error }

func (e *usageError) Error() string { return e.err.Error() }
func (e *usageError) Unwrap() error { return e.err }

// exitTable gives the sentinel errors their status; the first row that matches wins.
var exitTable = []struct {
	err    error
	status int
}{
	{errRejected, exitRejected},
	{index.ErrLocked, exitHeld},
	{index.ErrDamaged, exitHeld},
}

// faultExits gives the answers of a server their status, by fault.Fault.Code.
var faultExits = map[string]int{"locked": exitHeld, "damaged": exitHeld}

// exitStatus is the one table from an error to the status of the process.
func exitStatus(err error) int {
	if err == nil {
		return exitDone
	}
	for _, row := range exitTable {
		if errors.Is(err, row.err) {
			return row.status
		}
	}
	var (
		usage     *usageError
		parameter *search.ParameterError
		syntax    *query.SyntaxError
		answer    fault.Fault
	)
	switch {
	case errors.As(err, &usage), errors.As(err, &parameter), errors.As(err, &syntax):
		return exitUsage
	case errors.As(err, &answer):
		if status, ok := faultExits[answer.Code]; ok {
			return status
		}
		if answer.Status == http.StatusBadRequest {
			return exitUsage
		}
	}
	return exitFailed
}

// exitHelp is the list that ends a command's help.
func exitHelp(statuses ...int) string {
	var b strings.Builder
	b.WriteString("Exit status:\n")
	for _, s := range statuses {
		b.WriteString("  " + string(rune('0'+s)) + "  " + exitMeaning[s] + "\n")
	}
	return strings.TrimSuffix(b.String(), "\n")
}
