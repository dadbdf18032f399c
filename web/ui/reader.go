package ui

import (
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"xunbao/search"
	"xunbao/web/ui/words"
)

// reader is for whom a page is made: the language with its words, the colours, and the moment that times are told from.
type reader struct {
	*words.Words
	language words.Language
	theme    string
	now      time.Time
}

// Themes. What is not chosen follows the system.
const (
	themeAuto  = "auto"
	themeLight = "light"
	themeDark  = "dark"
)

// A choice of the reader stands in the address, which counts, or in a cookie, which keeps what the last such address said.
const (
	themeName    = "theme"
	cookiePrefix = "xunbao_"
	cookieAge    = 365 * 24 * 60 * 60 // seconds
)

// newReader takes the choices out of values, which are the parameters of the address, and remembers them. A choice that is none of those there
// are is an error; the reader can be answered all the same.
func newReader(c *gin.Context, values url.Values, now time.Time) (reader, error) {
	h := c.Writer.Header()
	h.Add("Vary", "Accept-Language, Cookie")
	rd := reader{now: now}
	language, wrong := chosen(c, values, words.Parameter, []string{string(words.Chinese), string(words.English)})
	if rd.language = words.Language(language); language == "" {
		rd.language = preferred(c.GetHeader("Accept-Language"))
	}
	theme, wrongTheme := chosen(c, values, themeName, []string{themeAuto, themeLight, themeDark})
	if rd.theme = theme; theme == "" {
		rd.theme = themeAuto
	}
	rd.Words = words.Of(rd.language)
	if wrong == nil {
		wrong = wrongTheme
	}
	return rd, wrong
}

// chosen reads one choice and takes it out of values; it is empty where none was made. That of the address is put into the cookie.
func chosen(c *gin.Context, values url.Values, name string, choices []string) (string, error) {
	given := values[name]
	values.Del(name)
	if len(given) == 0 {
		if kept, err := c.Cookie(cookiePrefix + name); err == nil && slices.Contains(choices, kept) {
			return kept, nil
		}
		return "", nil
	}
	if len(given) > 1 {
		return "", &search.ParameterError{Field: name, Message: "is given more than once"}
	}
	if !slices.Contains(choices, given[0]) {
		return "", &search.ParameterError{Field: name, Message: "is none of the choices"}
	}
	// #nosec G124 -- it is secure where the connection is; a server without TLS keeps the choice too
	http.SetCookie(c.Writer, &http.Cookie{Name: cookiePrefix + name, Value: given[0], Path: "/", MaxAge: cookieAge, HttpOnly: true,
		Secure: c.Request.TLS != nil, SameSite: http.SameSiteStrictMode})
	return given[0], nil
}

// switches are the choices as links: the page itself, told otherwise. They name no path, so that they lead nowhere else whatever it is.
func (rd reader) switches(values url.Values) (languages, themes []Link) {
	for _, l := range words.Languages() {
		languages = append(languages, Link{words.Of(l).Self, choiceURL(values, words.Parameter, string(l)), l == rd.language})
	}
	for _, t := range []struct{ name, label string }{{themeAuto, rd.Theme.Auto}, {themeLight, rd.Theme.Light}, {themeDark, rd.Theme.Dark}} {
		themes = append(themes, Link{t.label, choiceURL(values, themeName, t.name), t.name == rd.theme})
	}
	return languages, themes
}

// choiceURL is the page with a choice added to its parameters.
func choiceURL(values url.Values, name, choice string) string {
	all := url.Values{}
	for key, list := range values {
		all[key] = list
	}
	all.Set(name, choice)
	return "?" + all.Encode()
}
