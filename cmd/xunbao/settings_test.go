package main

import (
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/pflag"

	"xunbao/index/poll"
	"xunbao/search"
	"xunbao/web/caller"
)

// flagsOf parses args with a flag for every setting that may be one.
func flagsOf(t *testing.T, args ...string) *pflag.FlagSet {
	t.Helper()
	flags := pflag.NewFlagSet("test", pflag.ContinueOnError)
	flags.String(configFlag, "", "")
	for _, row := range settingTable {
		if !row.secret {
			flags.String(row.name, row.fallback, row.usage)
		}
	}
	if err := flags.Parse(args); err != nil {
		t.Fatal(err)
	}
	return flags
}

func TestLoadSettings(t *testing.T) {
	defaults := settings{Data: "./xunbao-data", Addr: "127.0.0.1:8080", SearchTimeout: 10 * time.Second, RecencyHalfLife: 30 * 24 * time.Hour, Connections: 2048, Log: slog.LevelInfo}
	changed := func(f func(*settings)) settings { s := defaults; f(&s); return s }
	for _, c := range []struct {
		name string
		file string
		env  []string
		args []string
		want settings
		err  string // part of the message
	}{
		{name: "nothing given", want: defaults},
		{name: "file", file: "# 设置\ndata: 新闻\ntoken: 0012345678\n", want: changed(func(s *settings) { s.Data, s.Token = "新闻", "0012345678" })},
		{name: "environment over file", file: "addr: :1", env: []string{"XUNBAO_ADDR=:2", "HOME=/"}, want: changed(func(s *settings) { s.Addr = ":2" })},
		{name: "flag over environment", file: "addr: :1", env: []string{"XUNBAO_ADDR=:2"}, args: []string{"--addr=:3"}, want: changed(func(s *settings) { s.Addr = ":3" })},
		{name: "empty variable is not set", env: []string{"XUNBAO_ADDR="}, want: defaults},
		{name: "quoted and with a mark in front", file: "\uFEFFsearch_timeout: \"1m30s\"\nlog: WARN", want: changed(func(s *settings) { s.SearchTimeout, s.Log = 90*time.Second, slog.LevelWarn })},
		{name: "public address", file: "public_url: https://News.example:8443/", want: changed(func(s *settings) { s.PublicURL = "https://News.example:8443" })},
		{name: "public address with a path", file: "public_url: https://news.example/x", err: "is not the address of a site"},
		{name: "public address without a scheme", file: "public_url: news.example", err: "is not the address of a site"},
		{name: "public address of another scheme", args: []string{"--public-url=ftp://news.example"}, err: "is not the address of a site"},
		{name: "days", file: "recency_half_life: 7d", want: changed(func(s *settings) { s.RecencyHalfLife = 7 * 24 * time.Hour })},
		{name: "searches at once", args: []string{"--searches-at-once=12"}, want: changed(func(s *settings) { s.SearchesAtOnce = 12 })},
		{name: "fewer searches than none", file: "searches_at_once: -1", err: "is not a number of searches"},
		{name: "memory", file: "memory: 2gb", want: changed(func(s *settings) { s.Memory = 2 << 30 })},
		{name: "memory in megabytes", args: []string{"--memory=500 MB"}, want: changed(func(s *settings) { s.Memory = 500 << 20 })},
		{name: "memory without a unit", file: "memory: 2000000000", err: "is not a size of at least 128MB"},
		{name: "too little memory", file: "memory: 64MB", err: "is not a size of at least 128MB"},
		{name: "leave out", file: "recurring_lines: leave-out", want: changed(func(s *settings) { s.LeaveOut = true })},
		{name: "leave what", file: "recurring_lines: drop", err: `"drop" is neither keep nor leave-out`},
		{name: "off", file: "recency_half_life: 0", want: changed(func(s *settings) { s.RecencyHalfLife = 0 })},
		{name: "a half-life without a unit", file: "recency_half_life: 7", err: "is not a number of days such as 30d, or 0"},
		{name: "only a comment", file: "# nothing yet\n", want: defaults},
		{name: "empty file", file: "\n", want: defaults},
		{name: "misspelt key", file: "data: a\nadress: :1", err: `xunbao.yaml:2: unknown setting "adress"; did you mean "addr"?`},
		{name: "misspelt variable", env: []string{"XUNBAO_TOKNE=12345678"}, err: "unknown variable XUNBAO_TOKNE; did you mean XUNBAO_TOKEN?"},
		{name: "bad value in the file, overridden", file: "addr: here", args: []string{"--addr=:3"}, err: `xunbao.yaml:1: addr: "here" is not an address`},
		{name: "bad value in the environment", env: []string{"XUNBAO_SEARCH_TIMEOUT=-1s"}, err: "environment: XUNBAO_SEARCH_TIMEOUT:"},
		{name: "bad flag", args: []string{"--log=loud"}, err: `--log: "loud" is not one of`},
		{name: "key twice", file: "data: a\ndata: b", err: "2"},
		{name: "list", file: "data: [a, b]", err: "xunbao.yaml:1: data: want one plain value"},
		{name: "feeds", file: "feeds:\n  - https://n.example/rss\n  - {url: 'https://n.example/atom', interval: 2h, pages: never}\n  - url: https://n.example/json\n    pages: always\nallow_hosts: [intranet]\n",
			want: changed(func(s *settings) {
				s.AllowHosts = []string{"intranet"}
				s.Feeds = []poll.Feed{{URL: "https://n.example/rss"}, {URL: "https://n.example/atom", Interval: 2 * time.Hour, Pages: poll.PagesNever},
					{URL: "https://n.example/json", Pages: poll.PagesAlways}}
			})},
		{name: "one feed, no list", file: "feeds: https://n.example/rss", err: "xunbao.yaml:1: feeds: want a list"},
		{name: "no feeds", file: "feeds: []", err: "xunbao.yaml:1: feeds: want a list"},
		{name: "a feed that is none", file: "feeds:\n- ftp://n.example/rss", err: "xunbao.yaml:2: feeds: \"ftp://n.example/rss\" is no address of a feed"},
		{name: "a feed with a password", file: "feeds: ['https://a:b@n.example/rss']", err: "holds a name or password"},
		{name: "a feed twice", file: "feeds:\n- https://n.example/\n- url: https://n.example/", err: "xunbao.yaml:3: feeds: https://n.example/ is given twice"},
		{name: "a feed without an address", file: "feeds:\n- interval: 1h", err: "feeds: url is missing"},
		{name: "too often", file: "feeds:\n- {url: 'https://n.example/', interval: 10s}", err: `interval: "10s" is not a time from 5m to 720h`},
		{name: "pages of no kind", file: "feeds:\n- {url: 'https://n.example/', pages: some}", err: "not one of auto, always, never"},
		{name: "a misspelt key of a feed", file: "feeds:\n- {ulr: 'https://n.example/'}", err: `unknown key "ulr"; did you mean "url"?`},
		{name: "a list in a feed", file: "feeds:\n- [a]", err: "want the address of a feed"},
		{name: "callers", file: "rate: 0.5\nburst: 20\ntrusted_proxies: 10.0.0.1, 192.168.0.0/16, ::1\ncors_origins: https://a.example, http://b.example:81\n", want: changed(func(s *settings) {
			s.Rate, s.Burst, s.CORSOrigins = 0.5, 20, []string{"https://a.example", "http://b.example:81"}
			s.TrustedProxies = []netip.Prefix{netip.MustParsePrefix("10.0.0.1/32"), netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("::1/128")}
		})},
		{name: "a rate that is none", file: "rate: many", err: "is not a number of requests a second"},
		{name: "a negative burst", args: []string{"--burst=-1"}, err: "is not a number of requests"},
		{name: "a proxy by name", file: "trusted_proxies: proxy.example", err: "neither an address"},
		{name: "every site", file: "cors_origins: '*'", err: "is not a site as browsers name it"},
		{name: "a site with a path", file: "cors_origins: https://a.example/", err: "is not a site as browsers name it"},
		{name: "readers", file: "readers:\n- {name: 甲, token: reader-token-1}\n- name: 乙\n  token: '0012345678'\n  rate: 2\n  burst: 5\n  filters:\n    source: [云浦日报, 临溪晚报]\n    lang: zh\n",
			want: changed(func(s *settings) {
				s.Readers = []caller.Grant{{Name: "甲", Token: "reader-token-1"}, {Name: "乙", Token: "0012345678", Rate: 2, Burst: 5,
					Scope: search.Scope{search.Source: {"云浦日报", "临溪晚报"}, search.Lang: {"zh"}}}}
			})},
		{name: "a reader without a token", file: "readers:\n- name: 甲", err: "xunbao.yaml:2: readers: name or token is missing"},
		{name: "a reader with a short token", file: "readers:\n- {name: 甲, token: abc}", err: "token: shorter than 8"},
		{name: "two readers of a name", file: "readers:\n- {name: 甲, token: reader-token-1}\n- {name: 甲, token: reader-token-2}", err: "甲 is given twice"},
		{name: "two readers of a token", file: "readers:\n- {name: 甲, token: reader-token-1}\n- {name: 乙, token: reader-token-1}", err: "甲 and 乙 have the same token"},
		{name: "a reader with the token for writing", file: "token: reader-token-1\nreaders:\n- {name: 甲, token: reader-token-1}", err: "甲 has the token for writing"},
		{name: "a reader of a field that is none", file: "readers:\n- {name: 甲, token: reader-token-1, filters: {sources: a}}", err: `"sources" is not one of`},
		{name: "a reader of no value", file: "readers:\n- {name: 甲, token: reader-token-1, filters: {source: []}}", err: "source: want a value"},
		{name: "a reader of nothing", file: "readers:\n- {name: 甲, token: reader-token-1, filters: {}}", err: "filters: want fields"},
		{name: "a misspelt key of a reader", file: "readers:\n- {name: 甲, tokne: reader-token-1}", err: `tokne: is not known; did you mean "token"?`},
		{name: "connections", file: "connections: 64", want: changed(func(s *settings) { s.Connections = 64 })},
		{name: "no connections", file: "connections: 0", err: "is not a number of connections"},
		{name: "administration", file: "admin_addr: 127.0.0.1:9090\nlog_format: json", want: changed(func(s *settings) { s.AdminAddr, s.LogJSON = "127.0.0.1:9090", true })},
		{name: "administration for everyone by mistake", args: []string{"--admin-addr=:9090"}, err: "is not an address such as 127.0.0.1:9090"},
		{name: "log of another form", args: []string{"--log-format=xml"}, err: "is neither text nor json"},
		{name: "misspelt list", file: "feds:\n- a", err: `did you mean "feeds"?`},
		{name: "a host with a path", file: "allow_hosts: [a/b]", err: "allow_hosts: want the name"},
		{name: "no value", file: "data:\n", err: "xunbao.yaml:1: data: want one plain value"},
		{name: "not a map", file: "- data", err: "want one list of settings"},
		{name: "not YAML", file: "data: \"a", err: "not YAML"},
		{name: "short token", env: []string{"XUNBAO_TOKEN=abc"}, err: "XUNBAO_TOKEN: shorter than 8"},
		{name: "token that no header carries", env: []string{"XUNBAO_TOKEN=密码密码密码"}, err: "printable ASCII"},
		{name: "named file missing", args: []string{"--config=none.yaml"}, err: "none.yaml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if c.file != "" {
				if err := os.WriteFile(defaultConfig, []byte(c.file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			got, err := loadSettings(flagsOf(t, c.args...), c.env)
			if c.err != "" {
				if err == nil || !strings.Contains(err.Error(), c.err) || exitStatus(err) != exitUsage {
					t.Fatalf("got error %v, status %d; want one with %q, status %d", err, exitStatus(err), c.err, exitUsage)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, got, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); d != "" {
				t.Errorf("settings (-want +got):\n%s", d)
			}
		})
	}
}

func TestConfigNamed(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "报.yaml")
	if err := os.WriteFile(name, []byte("addr: :7"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		env  []string
		args []string
	}{
		{"flag", []string{"XUNBAO_CONFIG=" + filepath.Join(dir, "other.yaml")}, []string{"--config", name}},
		{"environment", []string{"XUNBAO_CONFIG=" + name}, nil},
	} {
		got, err := loadSettings(flagsOf(t, c.args...), c.env)
		if err != nil || got.Addr != ":7" {
			t.Errorf("%s: got %q, %v; want :7", c.name, got.Addr, err)
		}
	}
}

func TestSettingsDocumented(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("..", "..", "docs", "settings.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range settingTable {
		want := "| `" + row.key() + "` | `" + row.env() + "` | "
		if row.secret {
			want += "none | "
		} else {
			want += "`--" + row.name + "` | "
		}
		if row.fallback != "" {
			want += "`" + row.fallback + "` |"
		}
		if !strings.Contains(string(text), want) {
			t.Errorf("docs/settings.md lacks the row %s", want)
		}
	}
}

func FuzzParseConfig(f *testing.F) {
	for _, s := range []string{"data: 新闻\naddr: :1", "- a", "data: [a", "? a\n: b", "&x data: *x", "%YAML 1\n---\n", "a: |\n  b", "feeds: [a, {url: b, interval: [c]}]", "allow_hosts:\n- *x", "data: &a [*a]", "---\n---\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		found, err := parseConfig("f.yaml", text)
		if err != nil && !strings.Contains(err.Error(), "f.yaml") {
			t.Errorf("error without the name of the file: %v", err)
		}
		for name := range found.values {
			if !settingKnown(name) {
				t.Errorf("unknown setting %q got through", name)
			}
		}
	})
}

func settingKnown(name string) bool {
	for _, row := range settingTable {
		if row.name == name {
			return true
		}
	}
	return false
}
