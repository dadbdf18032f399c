package fetch

import "net/netip"

// closed are the networks that no page of the public web is in, beside those that netip tells: this machine, private and shared networks, examples,
// measurements, and what is reserved.
var closed = prefixes(
	"0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4",
	"::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fec0::/10",
)

// The networks of IPv6 that lead to an address of IPv4 inside them.
var (
	translated = netip.MustParsePrefix("64:ff9b::/96") // its last 32 bits
	sixToFour  = netip.MustParsePrefix("2002::/16")    // the 32 bits behind the prefix
)

func prefixes(list ...string) []netip.Prefix {
	var out []netip.Prefix
	for _, s := range list {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// isPublic reports whether an address can be one of the public web.
func isPublic(a netip.Addr) bool {
	a = a.WithZone("").Unmap()
	bytes := a.As16()
	switch {
	case translated.Contains(a):
		return isPublic(netip.AddrFrom4([4]byte(bytes[12:])))
	case sixToFour.Contains(a):
		return isPublic(netip.AddrFrom4([4]byte(bytes[2:6])))
	}
	for _, p := range closed {
		if p.Contains(a) {
			return false
		}
	}
	return a.IsValid() && a.IsGlobalUnicast() && !a.IsPrivate() && !a.IsLoopback() && !a.IsLinkLocalUnicast() && !a.IsMulticast()
}
