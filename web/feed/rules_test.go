package feed_test

import (
	"encoding/json"
	"encoding/xml"
	"net/mail"
	"net/url"
	"strings"
	"testing"
	"time"
)

// node is an XML element.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Nodes   []node     `xml:",any"`
	Text    string     `xml:",chardata"`
}

const (
	atomSpace = "http://www.w3.org/2005/Atom"
	dcSpace   = "http://purl.org/dc/elements/1.1/"
)

func parseXML(t *testing.T, body []byte) node {
	t.Helper()
	var n node
	if err := xml.Unmarshal(body, &n); err != nil {
		t.Fatalf("%v in %s", err, body)
	}
	return n
}

func (n node) all(space, name string) (found []node) {
	for _, c := range n.Nodes {
		if c.XMLName.Local == name && c.XMLName.Space == space {
			found = append(found, c)
		}
	}
	return found
}

// one is the text of the only child of that name, which must have some.
func (n node) one(t *testing.T, space, name string) string {
	t.Helper()
	found := n.all(space, name)
	if len(found) != 1 || strings.TrimSpace(found[0].Text) == "" {
		t.Errorf("<%s> has %d of <%s>, or an empty one", n.XMLName.Local, len(found), name)
		return ""
	}
	return found[0].Text
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func absolute(t *testing.T, address string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || strings.ContainsAny(address, " <>\"") {
		t.Errorf("%q is not a whole address of the web", address)
	}
}

func dated(t *testing.T, text string) {
	t.Helper()
	if _, err := time.Parse(time.RFC3339, text); err != nil {
		t.Error(err)
	}
}

// identities are the ids of entries, each of which must be there, be a URN and be there once.
type identities []string

func (ids *identities) add(t *testing.T, id string) {
	t.Helper()
	if !strings.HasPrefix(id, "urn:uuid:") || len(id) != 45 {
		t.Errorf("id %q is no UUID", id)
	}
	for _, other := range *ids {
		if other == id {
			t.Errorf("id %s is there twice", id)
		}
	}
	*ids = append(*ids, id)
}

// checkAtom holds a feed against the rules of RFC 4287 and returns the ids of its entries.
func checkAtom(t *testing.T, body []byte) (ids identities) {
	t.Helper()
	f := parseXML(t, body)
	if f.XMLName != (xml.Name{Space: atomSpace, Local: "feed"}) {
		t.Errorf("the root is %v", f.XMLName)
	}
	f.one(t, atomSpace, "id")
	f.one(t, atomSpace, "title")
	f.one(t, atomSpace, "generator")
	dated(t, f.one(t, atomSpace, "updated"))
	checkLinks(t, f, map[string]int{"self": 1, "alternate": 1})
	var own identities
	own.add(t, f.one(t, atomSpace, "id"))
	for _, author := range f.all(atomSpace, "author") {
		author.one(t, atomSpace, "name")
	}
	for _, e := range f.all(atomSpace, "entry") {
		ids.add(t, e.one(t, atomSpace, "id"))
		e.one(t, atomSpace, "title")
		dated(t, e.one(t, atomSpace, "updated"))
		for _, published := range e.all(atomSpace, "published") {
			dated(t, published.Text)
		}
		if authors := e.all(atomSpace, "author"); len(authors) == 1 {
			authors[0].one(t, atomSpace, "name")
		} else if len(authors)+len(f.all(atomSpace, "author")) == 0 {
			t.Error("an entry has no author and the feed has none")
		}
		checkLinks(t, e, map[string]int{"alternate": 1})
		for _, c := range e.all(atomSpace, "category") {
			if c.attr("term") == "" {
				t.Error("a category has no term")
			}
		}
		if e.one(t, atomSpace, "summary"); e.all(atomSpace, "summary")[0].attr("type") != "html" {
			t.Error("the summary is not HTML")
		}
	}
	return ids
}

// checkLinks: each relation is there as often as wanted, every other at most once.
func checkLinks(t *testing.T, n node, want map[string]int) {
	t.Helper()
	got := map[string]int{}
	for _, link := range n.all(atomSpace, "link") {
		got[link.attr("rel")]++
		absolute(t, link.attr("href"))
	}
	for rel, count := range want {
		if got[rel] != count {
			t.Errorf("<%s> has %d links %s, want %d", n.XMLName.Local, got[rel], rel, count)
		}
	}
	for rel, count := range got {
		if count > 1 {
			t.Errorf("<%s> has %d links %s", n.XMLName.Local, count, rel)
		}
	}
}

// checkRSS holds a feed against the rules of RSS 2.0 and returns the ids of its items.
func checkRSS(t *testing.T, body []byte) (ids identities) {
	t.Helper()
	root := parseXML(t, body)
	channels := root.all("", "channel")
	if root.XMLName.Local != "rss" || root.attr("version") != "2.0" || len(channels) != 1 {
		t.Fatalf("%v of version %q with %d channels", root.XMLName, root.attr("version"), len(channels))
	}
	c := channels[0]
	c.one(t, "", "title")
	c.one(t, "", "description")
	absolute(t, c.one(t, "", "link"))
	for _, built := range c.all("", "lastBuildDate") {
		mailDated(t, built.Text)
	}
	checkLinks(t, c, map[string]int{"self": 1})
	for _, item := range c.all("", "item") {
		item.one(t, "", "title")
		item.one(t, "", "description")
		absolute(t, item.one(t, "", "link"))
		ids.add(t, item.one(t, "", "guid"))
		if item.all("", "guid")[0].attr("isPermaLink") != "false" {
			t.Error("a guid says that it is an address")
		}
		for _, published := range item.all("", "pubDate") {
			mailDated(t, published.Text)
		}
		for _, outlet := range item.all(dcSpace, "creator") {
			if strings.TrimSpace(outlet.Text) == "" {
				t.Error("an item has an outlet without a name")
			}
		}
	}
	return ids
}

// mailDated: a date by RFC 822 with the year in four digits, as RSS wants it.
func mailDated(t *testing.T, text string) {
	t.Helper()
	if _, err := mail.ParseDate(text); err != nil {
		t.Error(err)
	}
	if _, err := time.Parse(time.RFC1123Z, text); err != nil {
		t.Error(err)
	}
}

// checkJSON holds a feed against the rules of JSON Feed 1.1 and returns the ids of its items.
func checkJSON(t *testing.T, body []byte) (ids identities) {
	t.Helper()
	var f struct {
		Version, Title string
		Home           string  `json:"home_page_url"`
		Self           string  `json:"feed_url"`
		Next           *string `json:"next_url"`
		Items          *[]struct {
			ID, URL, Title string
			HTML           string  `json:"content_html"`
			Published      *string `json:"date_published"`
			Authors        []struct{ Name string }
			Tags           []string
		}
	}
	if err := json.Unmarshal(body, &f); err != nil {
		t.Fatal(err)
	}
	if f.Version != "https://jsonfeed.org/version/1.1" || f.Title == "" || f.Items == nil {
		t.Errorf("version %q, title %q, items %v", f.Version, f.Title, f.Items)
	}
	absolute(t, f.Home)
	absolute(t, f.Self)
	if f.Next != nil {
		absolute(t, *f.Next)
	}
	for _, item := range *f.Items {
		ids.add(t, item.ID)
		absolute(t, item.URL)
		if item.HTML == "" {
			t.Error("an item has no content")
		}
		if item.Published != nil {
			dated(t, *item.Published)
		}
		for _, author := range item.Authors {
			if author.Name == "" {
				t.Error("an author has no name")
			}
		}
	}
	return ids
}
