package main

import (
	"encoding/json"
	"fmt"
	"io"
	"time"

	"xunbao/index"
)

// outcome is how a run of add or reindex ended, as it is printed: in words, or with --json as it stands here.
type outcome struct {
	Read       int         `json:"read"`
	Added      int         `json:"added"`
	Replaced   int         `json:"replaced"`
	Unchanged  int         `json:"unchanged"`
	Removed    int         `json:"removed"`
	Rejected   int         `json:"rejected"`
	Resumed    int         `json:"resumed"` // records that an earlier run, stopped before its end, had dealt with
	Bytes      int64       `json:"bytes"`   // of article text
	TookMS     int64       `json:"took_ms"`
	PerSecond  float64     `json:"articles_per_second"`
	Generation string      `json:"generation,omitempty"`
	Stopped    bool        `json:"stopped"` // by Ctrl-C or an error before the end
	Rejections []rejection `json:"rejections"`
	Report     string      `json:"report,omitempty"` // the file with all rejections, when there are more than are shown
}

// rejection is one record that was not taken.
type rejection struct {
	Origin  string `json:"origin"`
	Message string `json:"message"`
}

// outcomeOf puts together what a run counted and what it rejected.
func outcomeOf(s index.Summary, r *rejects, report string, took time.Duration, stopped bool) outcome {
	o := outcome{
		Read: s.Read, Added: s.Added, Replaced: s.Replaced, Unchanged: s.Unchanged, Removed: s.Removed, Rejected: s.Rejected,
		Bytes: s.Bytes, TookMS: took.Milliseconds(), Generation: s.Generation, Stopped: stopped, Rejections: []rejection{}, Report: report,
	}
	if took > 0 {
		o.PerSecond = float64(s.Added+s.Replaced+s.Unchanged) / took.Seconds()
	}
	for _, e := range r.first {
		o.Rejections = append(o.Rejections, rejection{Origin: e.Origin, Message: e.Err.Error()})
	}
	return o
}

// print writes the outcome in words, or as one JSON object.
func (o outcome) print(w io.Writer, asJSON bool) error {
	if asJSON {
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		return enc.Encode(o)
	}
	for _, row := range []struct {
		name  string
		value int
		show  bool
	}{
		{"read", o.Read, true}, {"added", o.Added, true}, {"replaced", o.Replaced, true}, {"unchanged", o.Unchanged, true},
		{"removed", o.Removed, o.Removed > 0}, {"rejected", o.Rejected, true},
		{"resumed", o.Resumed, o.Resumed > 0},
	} {
		if row.show {
			fmt.Fprintf(w, "%-10s %9s\n", row.name, count(row.value))
		}
	}
	took := time.Duration(o.TookMS) * time.Millisecond
	fmt.Fprintf(w, "%-10s %9s   %s articles/s", "time", seconds(took), count(int(o.PerSecond)))
	if o.Bytes > 0 {
		fmt.Fprintf(w, ", %s of text", byteSize(o.Bytes))
	}
	fmt.Fprintln(w)
	for _, e := range o.Rejections {
		fmt.Fprintf(w, "rejected %s: %s\n", harmless(e.Origin), harmless(e.Message))
	}
	if more := o.Rejected - len(o.Rejections); more > 0 {
		fmt.Fprintf(w, "and %s more", count(more))
		if o.Report != "" {
			fmt.Fprintf(w, "; all of them are in %s", o.Report)
		}
		fmt.Fprintln(w)
	}
	return nil
}
