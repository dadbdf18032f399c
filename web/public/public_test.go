package public

import (
	"context"
	"crypto/tls"
	"net"
	"net/http"
	"testing"
)

func TestAddress(t *testing.T) {
	local := context.WithValue(context.Background(), http.LocalAddrContextKey, &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8080})
	for _, c := range []struct {
		name, set string
		r         *http.Request
		want      string
	}{
		{"set", "https://news.example", &http.Request{Host: "other.example"}, "https://news.example"},
		{"as asked", "", &http.Request{Host: "news.example:8080"}, "http://news.example:8080"},
		{"over TLS", "", &http.Request{Host: "news.example", TLS: &tls.ConnectionState{}}, "https://news.example"},
		{"no header is believed", "", &http.Request{Host: "news.example", Header: http.Header{"X-Forwarded-Host": {"evil.example"}}}, "http://news.example"},
		{"HTTP/1.0", "", (&http.Request{}).WithContext(local), "http://127.0.0.1:8080"},
		{"nobody knows", "", &http.Request{}, "http://localhost"},
	} {
		if got := Address(c.set, c.r); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}
