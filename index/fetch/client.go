// Package fetch gets one page, feed or file by its address. Whoever gives the address is not trusted: nothing is asked of this machine or of private
// networks, whatever a name resolves to and wherever an answer leads, unless the host is allowed by name. It does not look at what it gets.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// The bounds of one answer.
const (
	maxRedirects = 5
	maxURL       = 4096     // bytes of an address
	maxBytes     = 64 << 20 // of what an answer becomes when it is unpacked
	headWithin   = 15 * time.Second
	wholeWithin  = 2 * time.Minute
)

// Config of New.
type Config struct {
	UserAgent  string   // tells the site who asks; must be set
	AllowHosts []string // names and addresses that may be asked although they are not on the public web, without ports
}

// Client gets addresses. Safe for concurrent use.
type Client struct {
	http  *http.Client
	agent string
}

// New gives a client. No proxy is asked, since one would be asked for private addresses too.
func New(cfg Config) *Client {
	d := dialer{allowed: map[string]bool{}}
	for _, host := range cfg.AllowHosts {
		d.allowed[strings.ToLower(host)] = true
	}
	return &Client{agent: cfg.UserAgent, http: &http.Client{
		Timeout:       wholeWithin,
		CheckRedirect: checkRedirect,
		Transport: &http.Transport{
			DialContext:            d.dial,
			TLSHandshakeTimeout:    headWithin,
			ResponseHeaderTimeout:  headWithin,
			MaxResponseHeaderBytes: 256 << 10,
			ForceAttemptHTTP2:      true,
			DisableKeepAlives:      true,
		},
	}}
}

// Get asks for an address. Anything but status 200 is an error.
func (c *Client) Get(ctx context.Context, address string) (*Answer, error) {
	answer, err := c.Ask(ctx, Request{URL: address})
	if err != nil {
		return nil, err
	}
	if answer.Status != http.StatusOK {
		answer.Body.Close()
		return nil, answer.Refusal()
	}
	return answer, nil
}

// Parse reads an address that a client would ask for: of the web, with a host, without a name and password in it.
func Parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	return u, checkURL(u)
}

// checkURL: web addresses of a host, without a name and password in them.
func checkURL(u *url.URL) error {
	switch {
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("it begins with %q; only http and https are read", u.Scheme+":")
	case u.Hostname() == "":
		return errors.New("it names no host")
	case u.User != nil:
		return errors.New("it holds a name or password")
	case len(u.String()) > maxURL:
		return fmt.Errorf("it is longer than %d bytes", maxURL)
	}
	return nil
}

// dialer connects to public addresses. The address is looked at when its name has been resolved, for each connection, so that neither a name
// nor a redirect leads elsewhere.
type dialer struct{ allowed map[string]bool }

func (d dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	dial := net.Dialer{Timeout: headWithin, Control: onlyPublic}
	if d.allowed[strings.ToLower(host)] {
		dial.Control = nil
	}
	return dial.DialContext(ctx, network, address)
}

func onlyPublic(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("read the address %q: %w", address, err)
	}
	if !isPublic(at.Addr()) {
		return fmt.Errorf("%s is no address of the public web; allow its host by name if it is meant", at.Addr())
	}
	return nil
}
