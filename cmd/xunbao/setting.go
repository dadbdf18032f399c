package main

import (
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"xunbao/index/poll"
	"xunbao/web/caller"
)

// settings are the values that flags, environment and settings file decide together.
type settings struct {
	Data            string         // the data folder
	Addr            string         // host:port that serve listens on; port 0 takes a free one
	AdminAddr       string         // host:port for metrics and profiles; "" for none
	LogJSON         bool           // messages are lines of JSON
	Token           string         // for writing over HTTP; "" turns it off
	PublicURL       string         // the address by which readers reach the site; "" takes the one that a request names
	SearchTimeout   time.Duration  // after which one search is stopped
	SearchesAtOnce  int            // that run; 0: one for each core
	RecencyHalfLife time.Duration  // of what the age of an article adds to its score; 0 turns it off
	WebhookHosts    []string       // that webhooks may be sent to though they are not on the public web
	Memory          int64          // bytes that the program keeps to where it can; 0: as many as it takes
	LeaveOut        bool           // lines that recur on a site, of what is indexed and shown
	Log             slog.Level     // of the server's messages on standard error
	Connections     int            // that are open at a time
	Rate            float64        // requests a second of one address; 0: any number
	Burst           int            // of one address at once; 0: those of a second
	TrustedProxies  []netip.Prefix // whose word for the address of a caller is taken
	CORSOrigins     []string       // sites whose pages may read the API and the feeds
	Readers         []caller.Grant // who may read; none: everyone
	Feeds           []poll.Feed    // that serve polls
	AllowHosts      []string       // that feeds may name although they are not on the public web
}

// setting is one row of the table: where a value may come from and how it is read.
type setting struct {
	name     string // of the flag and, with _ for -, of the key in the file; XUNBAO_ and capitals in the environment
	fallback string
	usage    string
	secret   bool // never a flag, because other users of the machine can read those
	set      func(s *settings, value string) error
}

func (s setting) key() string { return strings.ReplaceAll(s.name, "-", "_") }
func (s setting) env() string { return envPrefix + strings.ToUpper(s.key()) }

// settingTable lists every setting that is one value. docs/settings.md is tested against it.
var settingTable = []setting{
	{name: "data", fallback: "./xunbao-data", usage: "data folder", set: setData},
	{name: "addr", fallback: "127.0.0.1:8080", usage: "address to listen on, host:port; port 0 takes a free one", set: setAddr},
	{name: "admin-addr", usage: "address for metrics and profiles, which asks for no token, such as 127.0.0.1:9090", set: setAdminAddr},
	{name: "token", secret: true, usage: "secret for writing over HTTP", set: setToken},
	{name: "public-url", usage: "address by which readers reach the site, such as https://news.example; behind a proxy the links of feeds need it", set: setPublicURL},
	{name: "search-timeout", fallback: "10s", usage: "time after which one search is stopped", set: setSearchTimeout},
	{name: "searches-at-once", fallback: "0", usage: "searches that run at the same time; 0: one for each core", set: setSearchesAtOnce},
	{name: "recency-half-life", fallback: "30d", usage: "age at which half of what recency adds to a score is left; 0 turns it off", set: setRecencyHalfLife},
	{name: "webhook-hosts", usage: "hosts, with commas, that webhooks may be sent to though they are this machine or in a private network", set: setWebhookHosts},
	{name: "memory", fallback: "0", usage: "memory to keep to where that is possible, such as 500MB or 2GB; 0 sets no bound", set: setMemory},
	{name: "recurring-lines", fallback: "keep", usage: "lines that recur on a site: keep, or leave-out of what is searched and shown", set: setRecurringLines},
	{name: "connections", fallback: "2048", usage: "connections that are open at a time", set: setConnections},
	{name: "rate", fallback: "0", usage: "requests a second that one address may send; 0 sets no limit", set: setRate},
	{name: "burst", fallback: "0", usage: "requests that one address may send at once; 0: those of a second", set: setBurst},
	{name: "trusted-proxies", usage: "addresses or networks, with commas, of proxies whose X-Forwarded-For is believed", set: setTrustedProxies},
	{name: "cors-origins", usage: "sites, with commas, whose pages may read the API and the feeds, such as https://news.example", set: setCORSOrigins},
	{name: "log", fallback: "info", usage: "messages to show: debug, info, warn or error", set: setLog},
	{name: "log-format", fallback: "text", usage: "form of the messages: text or json", set: setLogFormat},
}

func setData(s *settings, v string) error {
	if strings.TrimSpace(v) == "" {
		return fmt.Errorf("the name of the data folder is empty")
	}
	s.Data = v
	return nil
}

func setAddr(s *settings, v string) error {
	if _, _, err := net.SplitHostPort(v); err != nil {
		return fmt.Errorf("%q is not an address such as 127.0.0.1:8080 or :8080", v)
	}
	s.Addr = v
	return nil
}

// setAdminAddr takes no address without a host: what asks for no token listens everywhere only when that is said.
func setAdminAddr(s *settings, v string) error {
	if host, _, err := net.SplitHostPort(v); v != "" && (err != nil || host == "") {
		return fmt.Errorf("%q is not an address such as 127.0.0.1:9090 (or 0.0.0.0:9090, for whoever can reach this machine)", v)
	}
	s.AdminAddr = v
	return nil
}

// minToken is the fewest bytes a token may have; shorter ones are guessed too soon.
const minToken = 8

func setToken(s *settings, v string) error {
	s.Token = v
	if v == "" {
		return nil
	}
	return checkToken(v)
}

func checkToken(v string) error {
	if len(v) < minToken {
		return fmt.Errorf("shorter than %d characters", minToken)
	}
	if strings.ContainsFunc(v, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return fmt.Errorf("holds a character other than printable ASCII without spaces, which no HTTP header can carry")
	}
	return nil
}

func setPublicURL(s *settings, v string) error {
	if v == "" {
		s.PublicURL = ""
		return nil
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("%q is not the address of a site such as https://news.example, without a path", v)
	}
	s.PublicURL = (&url.URL{Scheme: u.Scheme, Host: u.Host}).String()
	return nil
}

func setSearchTimeout(s *settings, v string) error {
	d, err := time.ParseDuration(v)
	if err != nil || d <= 0 {
		return fmt.Errorf("%q is not a time such as 10s or 1m30s", v)
	}
	s.SearchTimeout = d
	return nil
}

// mostAtOnce is more than any machine gains from.
const mostAtOnce = 10_000

func setSearchesAtOnce(s *settings, v string) error {
	n, err := strconv.Atoi(v)
	if err != nil || n < 0 || n > mostAtOnce {
		return fmt.Errorf("%q is not a number of searches from 0 to %d", v, mostAtOnce)
	}
	s.SearchesAtOnce = n
	return nil
}

func setRecencyHalfLife(s *settings, v string) error {
	days, isDays := strings.CutSuffix(v, "d")
	n, err := strconv.ParseUint(days, 10, 16)
	if err != nil || !isDays && n != 0 {
		return fmt.Errorf("%q is not a number of days such as 30d, or 0", v)
	}
	s.RecencyHalfLife = time.Duration(n) * 24 * time.Hour
	return nil
}

func setWebhookHosts(s *settings, v string) error {
	s.WebhookHosts = nil
	for host := range strings.SplitSeq(v, ",") {
		if host = strings.TrimSpace(host); strings.ContainsAny(host, "/ ") {
			return fmt.Errorf("%q is not a host such as hooks.internal or 127.0.0.1", host)
		} else if host != "" {
			s.WebhookHosts = append(s.WebhookHosts, host)
		}
	}
	return nil
}

// leastMemory is less than which the dictionary and the lists of a few articles need.
const leastMemory = 128 << 20

func setMemory(s *settings, v string) error {
	number, unit := v, int64(1)
	for suffix, bytes := range map[string]int64{"MB": 1 << 20, "GB": 1 << 30} {
		if n, ok := strings.CutSuffix(strings.ToUpper(v), suffix); ok {
			number, unit = n, bytes
		}
	}
	n, err := strconv.ParseUint(strings.TrimSpace(number), 10, 20)
	if err != nil || n != 0 && unit == 1 || n != 0 && int64(n)*unit < leastMemory {
		return fmt.Errorf("%q is not a size of at least 128MB such as 500MB or 2GB, or 0", v)
	}
	s.Memory = int64(n) * unit
	return nil
}

func setRecurringLines(s *settings, v string) error {
	if v != "keep" && v != "leave-out" {
		return fmt.Errorf("%q is neither keep nor leave-out", v)
	}
	s.LeaveOut = v == "leave-out"
	return nil
}

func setLog(s *settings, v string) error {
	levels := map[string]slog.Level{"debug": slog.LevelDebug, "info": slog.LevelInfo, "warn": slog.LevelWarn, "error": slog.LevelError}
	level, ok := levels[strings.ToLower(v)]
	if !ok {
		return fmt.Errorf("%q is not one of debug, info, warn, error", v)
	}
	s.Log = level
	return nil
}

func setLogFormat(s *settings, v string) error {
	if v != "text" && v != "json" {
		return fmt.Errorf("%q is neither text nor json", v)
	}
	s.LogJSON = v == "json"
	return nil
}
