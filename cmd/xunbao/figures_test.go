package main

import (
	"testing"
	"time"
)

func TestFigures(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{count(0), "0"}, {count(999), "999"}, {count(1000), "1,000"}, {count(1234567), "1,234,567"}, {count(-999), "-999"}, {count(-1000), "-1,000"},
		{plural(1, "article"), "1 article"}, {plural(0, "article"), "0 articles"}, {plural(1500, "article"), "1,500 articles"},
		{byteSize(1), "1 byte"}, {byteSize(999), "999 bytes"}, {byteSize(1000), "1.0 kB"}, {byteSize(999_949), "999.9 kB"}, {byteSize(999_999), "1.0 MB"}, {byteSize(62_300_000_000), "62.3 GB"},
		{seconds(1500 * time.Microsecond), "2ms"}, {seconds(3*time.Second + 149*time.Millisecond), "3.1s"}, {seconds(90 * time.Second), "1m30s"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}
