package meter

import "github.com/prometheus/client_golang/prometheus"

// Kind says whether a value goes up and down or only grows.
type Kind = prometheus.ValueType

// The kinds.
const (
	Gauge   = prometheus.GaugeValue
	Counter = prometheus.CounterValue
)

// Reading is a value read when the metrics are asked for. Label and Of are empty where there is one value of the name.
type Reading struct {
	Name, Help string
	Kind       Kind
	Value      float64
	Label, Of  string // such as gate and searches
}

// Watch has read called whenever the metrics are asked for. It leaves out what cannot be read at the moment. One name has one help, kind and label.
func (m *Meter) Watch(read func() []Reading) { m.registry.MustRegister(watched(read)) }

// watched is a prometheus.Collector that cannot say beforehand what it will have.
type watched func() []Reading

func (watched) Describe(chan<- *prometheus.Desc) {}

func (w watched) Collect(out chan<- prometheus.Metric) {
	for _, r := range w() {
		var labels, values []string
		if r.Label != "" {
			labels, values = []string{r.Label}, []string{r.Of}
		}
		out <- prometheus.MustNewConstMetric(prometheus.NewDesc(r.Name, r.Help, labels, nil), r.Kind, r.Value, values...)
	}
}
