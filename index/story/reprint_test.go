package story

import (
	"strings"
	"testing"

	"xunbao/index/analysis/zh"
)

// original is ten sentences in five paragraphs, about 420 letters.
var original = []string{
	"云浦市水利局昨天通报，龙眼潭水库除险加固工程完成了三成五，预计明年汛期之前蓄水。下游三个镇的早稻从此不再看天，两万亩旱地也能种上蔬菜。",
	"工程从去年腊月开工，先后遇到两场罕见的春汛。施工队把围堰加高了一米二，又在左岸打了四十七根抗滑桩，工期只耽误了九天。",
	"“我们夜里轮班巡坝，生怕哪一处渗水。”值班员卢望舒说，最忙的那个星期，食堂把饭送到了溢洪道边上。县里为此添了三台水泵和一条通信线路。",
	"按照设计，新的放空洞每秒可以下泄八十六立方米，比老涵管多出一倍还多。库区移民安置点的自来水和幼儿园也在同一张图纸上，秋后一并交付。",
	"省农科站的技术员算过一笔账：蓄水以后，每亩地一年少抽六次水，能省下一百多元电费。村民代表说，这笔钱打算先修晒谷场，再修通往渡口的路。",
}

// added is a paragraph as an outlet puts it below a reprint.
const added = "本报此前报道过库区的茶园和新渡口，读者可以在周末版里找到路线图，编辑部也欢迎来信讲述水库边的旧事。"

func printOf(title, body string) *Print {
	p := PrintOf(zh.FoldText(title).Folded, zh.FoldText(body).Folded)
	return &p
}

func without(paragraphs []string, gone int) string {
	var kept []string
	for i, p := range paragraphs {
		if i != gone {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, "\n")
}

func TestReprints(t *testing.T) {
	body := strings.Join(original, "\n")
	const day = 24 * 60 * 60
	for _, c := range []struct {
		name        string
		title, text string
		after       int64 // seconds; Undated for no time
		want        bool
	}{
		{"word for word, years later", "另一个标题", body, 4000 * day, true},
		{"word for word, no time", "另一个标题", body, Undated, true},
		{"traditional characters", "標題", "雲浦市水利局昨天通報，龍眼潭水庫除險加固工程完成了三成五，預計明年汛期之前蓄水。下游三個鎮的早稻從此不再看天，兩萬畝旱地也能種上蔬菜。\n" +
			"工程從去年臘月開工，先後遇到兩場罕見的春汛。施工隊把圍堰加高了一米二，又在左岸打了四十七根抗滑樁，工期只耽誤了九天。\n" +
			"「我們夜裡輪班巡壩，生怕哪一處滲水。」值班員盧望舒說，最忙的那個星期，食堂把飯送到了溢洪道邊上。縣裡為此添了三台水泵和一條通信線路。\n" +
			"按照設計，新的放空洞每秒可以下洩八十六立方米，比老涵管多出一倍還多。庫區移民安置點的自來水和幼兒園也在同一張圖紙上，秋後一併交付。\n" +
			"省農科站的技術員算過一筆賬：蓄水以後，每畝地一年少抽六次水，能省下一百多元電費。村民代表說，這筆錢打算先修曬穀場，再修通往渡口的路。", day, true},
		{"other punctuation and paragraphs", "标题", strings.NewReplacer("，", ", ", "。", "．\n", "“", "「", "”", "」").Replace(body), day, true},
		{"a paragraph dropped", "标题", without(original, 3), day, true},
		{"a paragraph added", "标题", body + "\n" + added, day, true},
		{"a paragraph replaced", "标题", without(original, 1) + "\n" + added, day, true},
		{"a lead of its own", "标题", "本报讯（记者魏澄）综合消息：" + body, day, true},
		{"some words changed", "标题", strings.NewReplacer("昨天", "12日", "罕见的", "少见的", "两万亩", "2万亩", "添了", "增添了").Replace(body), day, true},
		{"its first paragraph alone, as the wire had it", "标题", original[0], day, false},
		{"two of its paragraphs in a longer piece", "标题", original[0] + "\n" + original[2] + "\n" + strings.Repeat(added, 1) +
			"\n临山县的另一座水库正在清淤，十一艘驳船排成一列，岸边的观景台挤满了拍照的学生，旅游大巴只好停到两公里以外的糖厂。" +
			"\n赤水湾码头上个月装卸了九千箱橘子，货主抱怨冷库不够用，港务处答应在冬至之前再腾出两个仓间，运费暂不上调。", day, false},
		{"another article", "标题", strings.Repeat(added, 3), day, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := Article{At: 1_700_000_000, Key: 1, Print: printOf("龙眼潭水库工程过三成", body)}
			b := Article{At: a.At + c.after, Key: 2, Print: printOf(c.title, c.text)}
			if c.after == Undated {
				b.At = Undated
			}
			if got := b.reprints(&a); got != c.want || a.reprints(&b) != got {
				t.Errorf("reprints: %v, %d of %d rows in common, want %v", got, a.Print.common(b.Print), rows, c.want)
			}
		})
	}
}

func TestShortBodies(t *testing.T) {
	same := func(a, b *Print) bool { return (&Article{Print: a}).reprints(&Article{Print: b}) && len(a.Bands()) > 0 }
	if same(printOf("水库开工", "图片新闻"), printOf("高铁开通", "图片新闻")) {
		t.Error("two articles with nothing but a caption are one story")
	}
	if !same(printOf("水库开工", "图片新闻"), printOf("水庫開工", "【圖片新聞】")) {
		t.Error("the same caption under the same title is two stories")
	}
	if p := printOf("……", "🎉"); *p != (Print{}) || p.Bands() != nil {
		t.Error("an article without letters has a print")
	}
	for _, text := range []string{"水", "水库", "水库开"} {
		if !same(printOf("", text), printOf(text, "")) {
			t.Errorf("%s is not a reprint of itself", text)
		}
	}
}

func TestNames(t *testing.T) {
	id := Of("北岭-1")
	if got, err := Parse(Name(id)); err != nil || got != id {
		t.Errorf("Parse(Name) gives %q, %v", got, err)
	}
	for _, bad := range []string{"", "zz", "0011", "00112233445566778899"} {
		if _, err := Parse(bad); err == nil {
			t.Errorf("%q is taken for the name of a story", bad)
		}
	}
}
