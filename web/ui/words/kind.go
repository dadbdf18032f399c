package words

import "xunbao/search"

// Site is what every page says around its own content.
type Site struct {
	Name, Home, Start                 string // the name, its label as a link, the title of the first page
	Nav                               string // label of the links to other pages
	Help, Status, Saved               string
	Title                             Form // of a window
	Skip                              string
	Articles                          Counted // in the collection
	JSON                              string
	Sample, SampleNote, SampleCommand string
	Feed                              Form   // of what a feed is, for programs that find it: its kind
	Foot                              string // label of the links at the foot
}

// Theme is the switch between light and dark.
type Theme struct{ Label, Auto, Light, Dark string }

// Box is the search box.
type Box struct{ Label, Hint, Button string }

// Time is how moments, days and spans are told. Layouts are those of package time.
type Time struct {
	Unknown, Now, Today, Yesterday, Before string // Before is the day before yesterday
	Minutes, Hours                         Counted
	Year, Month, Day, DayOfYear            string // layouts
	Exact, ExactSeconds, Future            string
	HourFrom, HourTo                       string
	At                                     Form // a day and a time of it
	Span                                   Form
	Milliseconds, Seconds                  Form
	From, To, Both                         Form // a range that is open at one side, or not at all
	Undated, Label                         string
	Spoken                                 map[string]string // dates of an address that a reader would say otherwise
	Week, LastMonth, LastYear              string            // the quick ranges
	Relative                               []string          // some of the relative dates that can be typed
	Interval                               map[search.Interval]string
}

// Search is the result list with its tools.
type Search struct {
	Newest, ResultsOf               string
	About, Total                    Counted
	Hits                            Counted
	RelaxedMost, RelaxedAny         string
	Trends, Feed, FeedNote          string
	Results, Sorts, Stories         string // labels
	ByRelevance, ByNewest, ByOldest string
	Collapsed, Every                string
	Export                          string
	Meant                           string
	Share, ShareNote                string
}

// Understood tells how a query was read.
type Understood struct {
	Label, Cut, More                               string
	Term, Phrase, Exact, Not, Or, And, Field, Date Form
	Near                                           Form // two texts and the most characters between them
	Title, Body                                    string
}

// Filter is the column of filters and the chips.
type Filter struct {
	Label, Chips, Clear    string
	Remove                 Form // a condition
	Range, From, To, Apply string
	FromHint, ToHint       string
	Calendar, First, Last  string
	Histogram              string
	HistogramOf            Form
	DaysAtMidnight         string // under a chart by hour
	Bar                    Form   // a span of time and its articles
	Articles               Counted
	Undated                Counted
	Several                string // opens the boxes of a facet
	Unsaid                 string // articles without a value
	Chosen                 string
	Find                   Form
	FindButton             string
	More                   Counted
}

// Hit is one article of the result list.
type Hit struct {
	Untitled                 string
	Reprints, OutletReprints Counted
	All                      Counted // versions, of a link to them
	Others                   string  // after some outlets when there are more
}

// Pager leads to other pages.
type Pager struct {
	Label, Prev, Next string
	Page, Current     Form
	Deepest           Form
}

// Empty is said where there is no hit.
type Empty struct {
	Collection, Load, Command string
	CountsOnly, ShowArticles  string
	NoPage, LastPage          Form
	End, First                string
	Nothing, Unfilter         string
	Unquote                   Form
	Reword, Spelling, Latest  string
}

// Article is the page of one article.
type Article struct {
	Back, Latest                               string
	Author                                     string // before a name
	Versions                                   Counted
	Bodiless                                   string
	Facts, Editors, Updates, LeftOut, Original string
	Changed                                    Counted
	ChangedLast                                string
	Lines                                      Counted
	Story                                      Counted
	This                                       string
	Unlisted                                   Counted
	Cite, CiteNote                             string
	StoryFailed                                string
	Related                                    string
}

// Compare is the page that holds two articles against each other.
type Compare struct {
	Title, Lead, Link, Swap       string
	This, Other                   Form // an outlet
	Only, OnlyOther               string
	Changed, Added, Gone, Same    Counted
	Equal, Script, Headline, Text string
}

// Why tells why an article is found.
type Why struct {
	Link, Title, Met, Missed, Query, Article string
}

// Matches leads to the places of the query.
type Matches struct {
	Count, Left Counted
	Label       string
}

// Trend is the page of trends.
type Trend struct {
	Title, Lead, Form, Button     string
	Query                         Form
	Chart, Views, Intervals, Auto string
	Counts, Shares                string
	Figures, Time, Coverage       string
	Nothing                       string
	RelaxedMost, RelaxedAny       Form
	Inexact, Merged               string
	Total, About                  Form
	Undated                       Counted
	Mark, Peak, Heading           Form
	KindCounts, KindShares, Table string
}

// Fault is the page of what went wrong.
type Fault struct {
	Query, End, Home string
	Known            map[string]Trouble // by the code of the fault
	Status           map[int]string     // by status, where the code is not known
	Server, Request  Trouble            // for all others: of the server, of the request
	Parameter        map[string]string  // what each parameter takes
}

// Trouble is what went wrong and what to do.
type Trouble struct{ Heading, Advice string }
