package web

import (
	"context"
	"strconv"
	"time"

	"xunbao/index"
	"xunbao/search"
	"xunbao/search/admit"
	"xunbao/web/meter"
)

// stateWithin is how long the state of the collection may take to be read for the metrics.
const stateWithin = 5 * time.Second

// gauge is one value that goes up and down.
func gauge(name, help string, value float64) meter.Reading {
	return meter.Reading{Name: name, Help: help, Kind: meter.Gauge, Value: value}
}

// watchGates reads what goes on at the gates.
func watchGates(g *admit.Gates) func() []meter.Reading {
	named := []struct {
		name string
		gate *admit.Gate
	}{{"searches", g.Searches}, {"suggestions", g.Suggestions}, {"exports", g.Exports}, {"writes", g.Writes}}
	return func() (out []meter.Reading) {
		for _, one := range named {
			s := one.gate.State()
			for _, r := range []meter.Reading{
				gauge("xunbao_gate_running", "Let in and not done.", float64(s.Running)),
				gauge("xunbao_gate_waiting", "Waiting to be let in.", float64(s.Waiting)),
				{Name: "xunbao_gate_admitted_total", Help: "Let in.", Kind: meter.Counter, Value: float64(s.Admitted)},
				{Name: "xunbao_gate_refused_total", Help: "Refused because too many were there, answered 503.", Kind: meter.Counter, Value: float64(s.Refused)},
			} {
				r.Label, r.Of = "gate", one.name
				out = append(out, r)
			}
		}
		return out
	}
}

// watchCollection reads the state of the collection. While it cannot be read, xunbao_ready is 0 and the rest is left out.
func watchCollection(b search.Backend) func() []meter.Reading {
	return func() []meter.Reading {
		ctx, cancel := context.WithTimeout(context.Background(), stateWithin)
		defer cancel()
		s, err := b.Status(ctx)
		const ready = "Whether searches can be answered."
		if err != nil {
			return []meter.Reading{gauge("xunbao_ready", ready, 0)}
		}
		out := []meter.Reading{
			gauge("xunbao_ready", ready, 1),
			gauge("xunbao_articles", "Articles that can be found.", float64(s.Articles)),
			gauge("xunbao_stories", "Stories of these articles.", float64(s.Stories)),
			gauge("xunbao_index_behind", "Writes that searches do not see yet.", float64(s.Behind)),
			gauge("xunbao_store_bytes", "Size of the store of articles.", float64(s.StoreBytes)),
			gauge("xunbao_index_bytes", "Size of the index.", float64(s.IndexBytes)),
			gauge("xunbao_rebuilding", "Whether the index is being rebuilt.", flag(s.Rebuilding)),
			gauge("xunbao_built_seconds", "When the index was built, in seconds since 1970.", float64(s.Built.Unix())),
		}
		if n, err := strconv.Atoi(s.Generation); err == nil {
			out = append(out, gauge("xunbao_generation", "Number of the index that answers.", float64(n)))
		}
		return out
	}
}

// watchSaved reads how the deliveries of saved searches stand.
func watchSaved(saver search.Saver) func() []meter.Reading {
	return func() []meter.Reading {
		all, err := saver.SavedSearches(context.Background())
		if err != nil {
			return nil
		}
		waiting, failed := search.Deliveries(all)
		return []meter.Reading{
			gauge("xunbao_saved_searches", "Saved searches.", float64(len(all))),
			gauge("xunbao_webhooks_waiting", "Matches still to be delivered.", float64(waiting)),
			gauge("xunbao_webhooks_failed", "Matches given up, of those remembered.", float64(failed)),
		}
	}
}

// watchFeeds reads how the polling of feeds stands.
func watchFeeds(feeds index.FeedReporter) func() []meter.Reading {
	return func() []meter.Reading {
		all, failing, added := feeds.Feeds(), 0, 0
		for _, f := range all {
			failing += int(flag(f.Failures > 0))
			added += f.Added
		}
		return []meter.Reading{
			gauge("xunbao_feeds", "Feeds that are polled.", float64(len(all))),
			gauge("xunbao_feeds_failing", "Feeds whose last polls failed.", float64(failing)),
			gauge("xunbao_feeds_added", "Articles that the feeds brought.", float64(added)),
		}
	}
}

func flag(is bool) float64 {
	if is {
		return 1
	}
	return 0
}
