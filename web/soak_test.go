package web_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"xunbao/internal/app"
	"xunbao/internal/load"
	"xunbao/internal/news"
	"xunbao/web"
)

// TestSoak: searches go on while articles come and the index is rebuilt again and again. None fails, none finds less than had been acknowledged when
// it was asked, and in the end no goroutine and no file is left over. At length, and with bounds on the time: make soak.
func TestSoak(t *testing.T) {
	if testing.Short() {
		t.Skip("the soak is no test of races")
	}
	const token, clients, lasting, rounds = "token-for-the-soak", 2, 4 * time.Second, 3
	s := load.Server{Base: soakedServer(t, token), Token: token, Client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: 30 * time.Second}}
	queries, err := s.Queries(t.Context(), 100)
	if err != nil {
		t.Fatal(err)
	}
	soak, err := load.NewSoak(t.Context(), s, queries)
	if err != nil {
		t.Fatal(err)
	}
	before := leftOver(s.Client)
	out, err := soak.Run(t.Context(), clients, lasting, rounds)
	t.Logf("%+v", out)
	if err != nil || out.Busy.Served == 0 || out.Idle.Failed+out.Busy.Failed+out.Idle.Short+out.Busy.Short > 0 || out.Added == 0 {
		t.Errorf("answers failed or fell short, or nothing was added: %v", err)
	}
	for range 100 {
		if after := leftOver(s.Client); after.Goroutines <= before.Goroutines+2 && after.Files <= before.Files+2 {
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Errorf("left over: %+v, before %+v", leftOver(s.Client), before)
}

// soakedServer serves articles about what never was and returns its address.
func soakedServer(t *testing.T, token string) string {
	t.Helper()
	a, err := app.Open(t.Context(), app.Config{DataDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	handler, err := web.New(web.Config{Token: token}, web.Deps{Backend: a, Writer: a, Rebuilder: a, Lexicon: a, Explainer: a, Saver: a, Suggester: a})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() {
		server.Close()
		if err := a.Close(); err != nil {
			t.Error(err)
		}
	})
	places, things := []string{"青石", "长汀", "南屏", "雁荡", "白沙"}, []string{"渡口改造", "茶园采摘", "图书馆扩建", "河道清淤", "灯塔修复"}
	var batch []news.Article
	for n := range 2000 {
		place, thing := places[n%len(places)], things[n/len(places)%len(things)]
		batch = append(batch, news.Article{
			ID: news.ID(strconv.Itoa(n)), Title: fmt.Sprintf("%s%s进入第%d个月", place, thing, n), Source: place + "日报",
			Body: fmt.Sprintf("%s的%s由第%d组负责，居民说路好走了，灯也亮了。\n记录编号%d，下月再看。", place, thing, n%97, n*7919),
		})
	}
	if _, err := a.Put(t.Context(), batch); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Rebuild(t.Context(), nil, nil); err != nil {
		t.Fatal(err)
	}
	return server.URL
}

func leftOver(client *http.Client) load.Remains {
	client.CloseIdleConnections()
	files, _ := os.ReadDir("/proc/self/fd") // none where there is no such folder
	return load.Remains{Goroutines: runtime.NumGoroutine(), Files: len(files)}
}
