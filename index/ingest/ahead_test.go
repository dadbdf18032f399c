package ingest

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"xunbao/index"
)

// inTurn is what readJSON must equal: one record after another, each read, decoded and handed on before the next.
func inTurn(r *bufio.Reader, origin string, lim limits) (told []string) {
	skipBOM(r)
	next := lineValues(r, lim)
	if start, _ := r.Peek(lim.sniff); jsonForm(start) != lineForm {
		next = newScanner(r, lim, jsonForm(start) == arrayForm).next
	}
	for {
		v, err := next()
		if err == io.EOF {
			return told
		}
		if err != nil {
			giveUp(origin, err, func(_ index.Record, err error) bool {
				told = append(told, fmt.Sprintf("%T %v", err, err))
				return true
			})
			return told
		}
		at := fmt.Sprint(origin, ":", v.line)
		if a, err := v.article(); err != nil {
			told = append(told, fmt.Sprint(at, ": ", err))
		} else {
			told = append(told, fmt.Sprint(at, a))
		}
	}
}

// randomLines is a stream of good, bad, blank and long lines, as lines or as an array, perhaps with a BOM.
func randomLines(t *testing.T, r *rand.Rand) []byte {
	t.Helper()
	var b bytes.Buffer
	array := r.Intn(4) == 0
	if r.Intn(3) == 0 {
		b.WriteString("\ufeff")
	}
	if array {
		b.WriteString("[")
	}
	for range r.Intn(200) {
		switch r.Intn(12) {
		case 0:
			b.WriteString("{\"title\":")
		case 1:
			b.WriteString("oops")
		case 2:
			b.WriteString(`{"title":"长","body":"` + strings.Repeat("水", r.Intn(900)) + `"}`)
		case 3:
		case 4:
			b.WriteString("{\"title\":\"\xff\"}")
		default:
			line, err := EncodeArticle(randomArticle(r), "")
			if err != nil {
				t.Fatal(err)
			}
			b.Write(line)
		}
		if array {
			b.WriteByte(',')
		}
		b.WriteString([]string{"\n", "\r\n", "\n\n", " \n"}[r.Intn(4)])
	}
	return b.Bytes()
}

// TestReadAhead: whatever the stream, decoding on all cores gives what decoding in turn gives.
func TestReadAhead(t *testing.T) {
	lim := defaultLimits
	lim.line = 1000
	boom := errors.New("the disk is gone")
	seeds := int64(150)
	if testing.Short() {
		seeds = 30
	}
	for seed := range seeds {
		r := rand.New(rand.NewSource(seed))
		data := randomLines(t, r)
		open := func() io.Reader { return bytes.NewReader(data) }
		switch seed % 5 {
		case 1:
			open = func() io.Reader { return iotest.HalfReader(bytes.NewReader(data)) }
		case 2:
			open = func() io.Reader { return io.MultiReader(bytes.NewReader(data), iotest.ErrReader(boom)) }
		case 3:
			open = func() io.Reader {
				return io.MultiReader(bytes.NewReader(data), iotest.ErrReader(&contentError{boom}))
			}
		case 4:
			packed := []byte(gz(t, string(data)))
			packed = packed[:len(packed)-r.Intn(2)*9]
			open = func() io.Reader {
				z, err := gzip.NewReader(bytes.NewReader(packed))
				if err != nil {
					t.Fatal(err)
				}
				return z
			}
		}
		want := inTurn(bufio.NewReaderSize(open(), 64), "f", lim)
		for _, prompt := range []bool{false, true} {
			var got []string
			readJSON(context.Background(), bufio.NewReaderSize(open(), 64), "f", lim, prompt, nil, func(r index.Record, err error) bool {
				var bad *index.RecordError
				switch {
				case errors.As(err, &bad) && bad.Origin != "f":
					got = append(got, err.Error())
				case err != nil:
					got = append(got, fmt.Sprintf("%T %v", err, err))
				default:
					got = append(got, fmt.Sprint(r.Origin, r.Article))
				}
				return true
			})
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("seed %d, prompt %v: %s", seed, prompt, diff)
			}
		}
	}
}

// TestReadAheadWaitsForNobody: a record that has arrived is handed on before the next one is waited for.
func TestReadAheadWaitsForNobody(t *testing.T) {
	in, out := io.Pipe()
	step := make(chan struct{})
	go func() {
		for i := range 3 {
			fmt.Fprintf(out, "{\"title\":\"%d\"}\n%s", i, []string{"\n \n", "{\"tit", "le\":\"x\"}\n"}[i])
			<-step
		}
		out.Close()
	}()
	lim := defaultLimits
	lim.sniff = 1 // the first bytes are waited for, to tell the form
	n := 0
	readJSON(context.Background(), bufio.NewReader(in), "f", lim, false, nil, func(_ index.Record, err error) bool {
		if n++; n <= 3 {
			step <- struct{}{} // if the reader were waiting for more, nobody would ever get here
		}
		return true
	})
	if n != 4 {
		t.Errorf("%d elements", n)
	}
}

// TestReadAheadBounds: no more is read ahead than aheadBytes and a block.
func TestReadAheadBounds(t *testing.T) {
	line := []byte(`{"title":"长","body":"` + strings.Repeat("水", 600_000) + "\"}\n")
	read, lines := 0, 40
	if testing.Short() {
		lines = 15
	}
	in := iotest.DataErrReader(io.LimitReader(readFunc(func(p []byte) int {
		n := copy(p, line[read%len(line):])
		read += n
		return n
	}), int64(lines*len(line))))
	taken := 0
	readJSON(context.Background(), bufio.NewReader(in), "f", defaultLimits, true, nil, func(_ index.Record, err error) bool {
		if err != nil {
			t.Fatal(err)
		}
		if ahead := read - taken; ahead > aheadBytes+2*len(line)+1<<20 {
			t.Fatalf("%d bytes are read ahead", ahead)
		}
		taken += len(line)
		return true
	})
	if taken != read {
		t.Errorf("%d bytes of %d", taken, read)
	}
}

type readFunc func(p []byte) int

func (f readFunc) Read(p []byte) (int, error) { return f(p), nil }
