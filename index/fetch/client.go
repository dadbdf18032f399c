// Package fetch gets one page, feed or file by its address. Whoever gives the address is not trusted: nothing is asked of this machine or of private
// networks, whatever a name resolves to and wherever an answer leads, unless the host is allowed by name. It does not look at what it gets.
package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
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

// Answer is what stands at an address. The caller closes Body; a Body that grows too large ends with an error.
type Answer struct {
	URL  string // where it was found in the end
	Body io.ReadCloser
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
	u, err := url.Parse(address)
	if err == nil {
		err = checkURL(u)
	}
	if err != nil {
		return nil, fmt.Errorf("read the address: %w", err)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("read the address: %w", err)
	}
	req.Header.Set("User-Agent", c.agent)
	req.Header.Set("Accept", "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5")
	req.Header.Set("Accept-Language", "zh-CN, zh;q=0.9, *;q=0.1")
	resp, err := c.http.Do(req)
	if err != nil {
		var failed *url.Error
		if errors.As(err, &failed) {
			err = failed.Err // the address is named by whoever asked for it
		}
		return nil, fmt.Errorf("ask %s: %w", u.Host, err)
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close()
		return nil, fmt.Errorf("%s answers %s", u.Host, resp.Status)
	}
	return &Answer{URL: resp.Request.URL.String(), Body: &limited{ReadCloser: resp.Body, left: maxBytes}}, nil
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

func checkRedirect(req *http.Request, via []*http.Request) error {
	if len(via) > maxRedirects {
		return fmt.Errorf("it leads on more than %d times", maxRedirects)
	}
	if via[0].URL.Scheme == "https" && req.URL.Scheme == "http" {
		return fmt.Errorf("it leads from https to %s", req.URL.Redacted())
	}
	if err := checkURL(req.URL); err != nil {
		return fmt.Errorf("it leads to %s: %w", req.URL.Redacted(), err)
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

// limited is a body that fails when it is larger than it may be.
type limited struct {
	io.ReadCloser
	left int64
}

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, fmt.Errorf("what it answers is larger than %d MiB", maxBytes>>20)
	}
	n, err := l.ReadCloser.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}
