package caller

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

func nets(texts ...string) (out []netip.Prefix) {
	for _, text := range texts {
		out = append(out, netip.MustParsePrefix(text))
	}
	return out
}

func TestAddress(t *testing.T) {
	proxies := nets("10.0.0.0/8", "127.0.0.1/32", "fd00::/8")
	for _, c := range []struct {
		name, remote string
		forwarded    []string
		want         string
	}{
		{"straight", "203.0.113.9:5000", nil, "203.0.113.9"},
		{"a stranger's header", "203.0.113.9:5000", []string{"198.51.100.1"}, "203.0.113.9"},
		{"one proxy", "10.1.1.1:80", []string{"198.51.100.1"}, "198.51.100.1"},
		{"with a port", "10.1.1.1:80", []string{"198.51.100.1:4711"}, "198.51.100.1"},
		{"two proxies", "10.1.1.1:80", []string{"198.51.100.1, 10.2.2.2"}, "198.51.100.1"},
		{"what the client wrote", "10.1.1.1:80", []string{"1.2.3.4, 198.51.100.1"}, "198.51.100.1"},
		{"a line for each proxy", "10.1.1.1:80", []string{"1.2.3.4", "198.51.100.1"}, "198.51.100.1"},
		{"nonsense", "10.1.1.1:80", []string{"198.51.100.1, unknown"}, "10.1.1.1"},
		{"nonsense before", "10.1.1.1:80", []string{"unknown, 198.51.100.1"}, "198.51.100.1"},
		{"no header", "10.1.1.1:80", nil, "10.1.1.1"},
		{"proxies only", "10.1.1.1:80", []string{"10.3.3.3"}, "10.3.3.3"},
		{"IPv6", "[fd00::1]:80", []string{"2001:db8::7"}, "2001:db8::7"},
		{"IPv6 with a port", "[fd00::1]:80", []string{"[2001:db8::7]:4711"}, "2001:db8::7"},
		{"IPv6 in brackets", "[fd00::1]:80", []string{"[2001:db8::7]"}, "2001:db8::7"},
		{"IPv4 in IPv6", "[::ffff:127.0.0.1]:80", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		{"with a zone", "[fe80::1%eth0]:80", nil, "fe80::1"},
		{"no address", "@", []string{"198.51.100.1"}, "invalid IP"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := &http.Request{RemoteAddr: c.remote, Header: http.Header{forwardedHeader: c.forwarded}}
			if got := Address(r, proxies).String(); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

// FuzzAddress: nobody is believed who is not trusted, and what an untrusted client writes changes nothing of what proxies add behind it.
func FuzzAddress(f *testing.F) {
	f.Add("203.0.113.9", "198.51.100.1, 10.0.0.1")
	f.Add("10.1.1.1", "[::1]:80,,x")
	f.Fuzz(func(t *testing.T, remote, forwarded string) {
		proxies := nets("10.0.0.0/8")
		r := &http.Request{RemoteAddr: remote + ":80", Header: http.Header{forwardedHeader: {forwarded}}}
		straight := Address(&http.Request{RemoteAddr: r.RemoteAddr}, nil)
		if got := Address(r, proxies); !within(straight, proxies) && got != straight {
			t.Errorf("%q with %q is %s", remote, forwarded, got)
		}
		r.RemoteAddr = "10.0.0.1:80"
		r.Header.Set(forwardedHeader, strings.ReplaceAll(forwarded, "\n", "")+", 192.0.2.44")
		if got := Address(r, proxies).String(); got != "192.0.2.44" {
			t.Errorf("%q before the client gives %s", forwarded, got)
		}
	})
}

func TestWho(t *testing.T) {
	for at, want := range map[string]string{"203.0.113.9": "203.0.113.9/32", "2001:db8:1:2:3::7": "2001:db8:1:2::/64"} {
		if got := who(netip.MustParseAddr(at)); got.String() != want {
			t.Errorf("%s counts as %s", at, got)
		}
	}
	if got := who(netip.Addr{}); got != (netip.Prefix{}) {
		t.Errorf("no address counts as %s", got)
	}
}
