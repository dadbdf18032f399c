# Shortcuts. Everything also works with plain go commands, see README.md.
TAGS := ne,nomsgpack

DATA := ./xunbao-data

.PHONY: build serve test check security bench soak bombs overload stop backup-load torture torture-kill torture-disk torture-eio torture-damage torture-store

build:            ## one static binary, ./xunbao
	CGO_ENABLED=0 go build -trimpath -tags $(TAGS) -ldflags "-s -w" -o xunbao ./cmd/xunbao

serve:            ## the sample articles, or what is in ./xunbao-data
	CGO_ENABLED=0 go run -tags $(TAGS) ./cmd/xunbao serve

test:
	go test ./...

check:            ## what CI runs
	.ci/run

# Explained in docs/supply-chain.md.
GOSEC_EXCLUDED := G104,G115,G204,G304,G404

security:         ## known vulnerabilities of all that is built in (VULNDB=file:///… for a copy of the list), and gosec's rules
	go run golang.org/x/vuln/cmd/govulncheck@v1.9.0 $(if $(VULNDB),-db $(VULNDB)) ./...
	go run github.com/securego/gosec/v2/cmd/gosec@v2.30.0 -quiet -exclude=$(GOSEC_EXCLUDED) ./...

bench:            ## how fast this machine is, on the samples or on ./xunbao-data
	CGO_ENABLED=0 go run -tags $(TAGS) ./cmd/xunbao bench

soak: build       ## ten minutes of searches beside rebuilds and additions, on the articles of ARTICLES=news.jsonl (on a machine that does nothing else)
	go run ./cmd/loadgen soak --lasting 10m --rounds 20 --articles "$(ARTICLES)"

bombs: build      ## the hardest requests against a server on DATA: none late, none takes 256 MB, all is well afterwards
	go run ./cmd/loadgen bombs --data $(DATA)

overload: build   ## four times too much beside 1,000 slow connections: who is served stays fast (on a machine that does nothing else)
	go run ./cmd/loadgen overload --data $(DATA)

stop: build       ## SIGTERM under load, ten times: no answer is broken off
	go run ./cmd/loadgen stop --data $(DATA)

backup-load:      ## a backup of 100,000 articles while two writers add more, restored elsewhere: the digests must be the same
	go test ./internal/app -run TestBackupUnderLoad -v -count 1 -timeout 60m -backup.articles 100000

torture: torture-kill torture-disk torture-eio torture-damage torture-store ## all of docs/durability.md, at length

torture-kill: build ## kill the program N times
	go run ./internal/torture kill -binary ./xunbao -n $(or $(N),500)

torture-disk: build ## fill a small disk to N points; as root, to mount it
	go run ./internal/torture disk -binary ./xunbao -n $(or $(N),20)

torture-eio: build ## let writes and syncs fail N times; needs strace
	go run ./internal/torture eio -binary ./xunbao -n $(or $(N),30)

torture-damage:   ## damage each kind of file N times in each of four ways
	XUNBAO_DAMAGE=$(or $(N),200) go test -count=1 -timeout 10h -run '^TestDamage$$' -v ./internal/app

torture-store:    ## every failed write and every power cut of the store
	XUNBAO_EVERY_FAULT=1 go test -count=1 -timeout 1h -run '^(TestEveryFailedWrite|TestPowerCut)$$' -v ./index/store
