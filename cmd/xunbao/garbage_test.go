package main

import "testing"

func TestRoomPercent(t *testing.T) {
	for live, want := range map[uint64]int{0: 6300, 1: 6300, 2 << 20: 6300, 20 << 20: 540, 40 << 20: 220, 60 << 20: 100, 64 << 20: 100, 1 << 30: 100} {
		if got := roomPercent(live); got != want {
			t.Errorf("%d bytes live: %d%%, want %d%%", live, got, want)
		}
	}
}
