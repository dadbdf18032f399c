package caller

import (
	"net/http"
	"net/netip"
	"strings"
)

// forwardedHeader is the one header that is believed, of proxies that are trusted: each adds the address that it was asked from at the end.
const forwardedHeader = "X-Forwarded-For"

// Address is where a request comes from: the last address that is not of a trusted proxy, read from the connection backwards. What stands before
// that one was written by a stranger. The zero Addr when the connection has none.
func Address(r *http.Request, trusted []netip.Prefix) netip.Addr {
	at, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	here := at.Addr().Unmap().WithZone("")
	chain := strings.Split(strings.Join(r.Header.Values(forwardedHeader), ","), ",")
	for i := len(chain) - 1; i >= 0 && within(here, trusted); i-- {
		before, ok := parseHop(chain[i])
		if !ok {
			break
		}
		here = before
	}
	return here
}

// parseHop reads one address of the header, which may have a port.
func parseHop(text string) (netip.Addr, bool) {
	text = strings.TrimSpace(text)
	if with, err := netip.ParseAddrPort(text); err == nil {
		return with.Addr().Unmap().WithZone(""), true
	}
	at, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return at.Unmap().WithZone(""), err == nil
}

func within(at netip.Addr, nets []netip.Prefix) bool {
	for _, net := range nets {
		if net.Contains(at) {
			return true
		}
	}
	return false
}

// who is the network that counts as one caller: an address of IPv4, the half of an address of IPv6 that a provider gives to one customer.
func who(at netip.Addr) netip.Prefix {
	bits := 32
	if at.Is6() {
		bits = 64
	}
	net, err := at.Prefix(bits)
	if err != nil {
		return netip.Prefix{}
	}
	return net
}
