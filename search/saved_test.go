package search

import (
	"errors"
	"testing"
)

func TestDeliveries(t *testing.T) {
	waiting, failed := Deliveries([]SavedSearch{{Name: "渡口", Waiting: 2, Failed: 1}, {Name: "江桥"}, {Name: "水库", Waiting: 5}})
	if waiting != 7 || failed != 1 {
		t.Errorf("%d wait and %d have failed, want 7 and 1", waiting, failed)
	}
	if waiting, failed = Deliveries(nil); waiting != 0 || failed != 0 {
		t.Errorf("of none %d wait and %d have failed", waiting, failed)
	}
}

func TestParseMatchNumber(t *testing.T) {
	for text, want := range map[string]int{"1": 1, "0042": 42, "": 0, "0": 0, "-3": 0, "一": 0, "1.5": 0, "99999999999999999999": 0} {
		got, err := ParseMatchNumber(text)
		var wrong *ParameterError
		if got != want || (want == 0) != errors.As(err, &wrong) {
			t.Errorf("%q: %d, %v; want %d", text, got, err, want)
		}
	}
}
