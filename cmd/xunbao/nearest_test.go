package main

import "testing"

func TestNearest(t *testing.T) {
	names := []string{"data", "addr", "token", "search_timeout", "recency_half_life", "log"}
	for _, c := range []struct{ name, want string }{
		{"adr", "addr"}, {"adress", "addr"}, {"dtaa", "data"}, {"tokne", "token"}, {"search-timeout", "search_timeout"}, {"Log", "log"}, {"", "log"},
	} {
		if got := nearest(c.name, names); got != c.want {
			t.Errorf("nearest(%q) = %q, want %q", c.name, got, c.want)
		}
	}
	if got := nearest("x", nil); got != "" {
		t.Errorf("nearest of nothing = %q", got)
	}
}

func TestEditDistance(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"报", "", 1}, {"寻报", "报寻", 1}, {"addr", "adress", 4}, {"token", "tokne", 1}, {"log", "data", 4}} {
		if got := editDistance(c.a, c.b); got != c.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", c.a, c.b, got, c.want)
		}
		if got := editDistance(c.b, c.a); got != c.want {
			t.Errorf("editDistance(%q, %q) = %d, want %d", c.b, c.a, got, c.want)
		}
	}
}
