// Package meter counts what the server does and tells it in the text format of Prometheus. It decides nothing, and who may read it is not its
// business.
package meter

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Meter holds the counters of one server. Safe for concurrent use.
type Meter struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	took     *prometheus.HistogramVec
	rejected prometheus.Counter
}

// buckets are the bounds, in seconds, that answers are counted between: from what is read from memory to the time limit of a search.
var buckets = []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// New makes a meter of which nothing was counted, for a program of that version.
func New(version string) *Meter {
	m := &Meter{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "xunbao_http_requests_total", Help: "Requests answered."}, []string{"route", "method", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "xunbao_http_request_seconds", Help: "Time until a request was answered whole.", Buckets: buckets},
			[]string{"route"}),
		rejected: prometheus.NewCounter(prometheus.CounterOpts{Name: "xunbao_records_rejected_total", Help: "Records sent over HTTP that could not be taken."}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "xunbao_build_info", Help: "Always 1; the label says which version runs.", ConstLabels: prometheus.Labels{"version": version}})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.took, m.rejected, build, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// methods are those that are counted by name: a client may send any word.
var methods = map[string]bool{http.MethodGet: true, http.MethodHead: true, http.MethodPost: true, http.MethodPut: true, http.MethodDelete: true, http.MethodOptions: true}

// Request counts a request. route is the pattern that it was routed by, empty for none.
func (m *Meter) Request(route, method string, status int, took time.Duration) {
	if route == "" {
		route = "none"
	}
	if !methods[method] {
		method = "other"
	}
	m.requests.WithLabelValues(route, method, strconv.Itoa(status)).Inc()
	m.took.WithLabelValues(route).Observe(took.Seconds())
}

// Rejected counts records that could not be taken.
func (m *Meter) Rejected(records int) { m.rejected.Add(float64(records)) }

// Handler answers with all that was counted, and with what is watched as it stands.
func (m *Meter) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}
