package words

// Status is the page for operators.
type Status struct {
	Title, Lead, Rebuilding, Empty                                          string
	Collection, Articles, Stories, Oldest, Newest, LeftOut                  string
	Index, Generation, Built, StoreSize, IndexSize, Dictionary, Fingerprint string
	Server, Version, Started, Saved, Waiting, Failed, Never, Soon           string
	Feeds, FeedsOff, Feed, Polled, Result, Next, Came                       string
	Taken                                                                   Form // numbers of articles added and replaced
	Failures                                                                Counted
	Running, Idle, Refresh                                                  string
	Way, Stage                                                              map[string]string // by the ways of web/ledger and the stages of index
	DoneOf, Rate, Left, LineOf                                              Form
	Done, Seconds, Minutes, Hours                                           Counted
	Rejected, Accepted, Report, Time, Sort, Origin, Reason, WholeBody       string
	RejectedCount, Times                                                    Counted
	Outcome                                                                 map[string]string // by the outcomes of index
}

// SavedSearches is the page of searches that go on.
type SavedSearches struct {
	Title, Lead, None, How, Command, More string
	Query, Every, Created, Webhook        string
	Matches, Waiting, Failed              Counted
	Run, Feed, Back, Newest, NoMatches    string
	Older, Caption                        string
}

// Help is the page that tells how to search. Both languages have the same queries.
type Help struct {
	Title, Lead, Queries, Query, Means string
	Examples                           []HelpExample
	Sections                           []HelpSection
	KeysTitle, Key                     string
	Keys                               []HelpKey
}

// HelpExample is a query and what it finds.
type HelpExample struct{ Query, Means string }

// HelpSection is a few sentences under a heading.
type HelpSection struct {
	ID, Heading string
	Lines       []string
}

// HelpKey is a key and what it does.
type HelpKey struct{ Key, Does string }
