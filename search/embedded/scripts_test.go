package embedded_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"xunbao/data"
	"xunbao/internal/news"
	"xunbao/search"
	"xunbao/search/highlight"
)

// written are pairs of one word in two scripts whose characters do not map one to one, widths and cases among them: typed by hand.
const written = `
後來/后来 皇后/皇后 太后/太后 王后/王后 前後/前后 頭髮/头发 理髮/理发 發展/发展 出發/出发 發財/发财 乾淨/干净 餅乾/饼干 乾燥/干燥 乾坤/乾坤 乾隆/乾隆
幹部/干部 樹幹/树干 干涉/干涉 若干/若干 著名/著名 著作/著作 顯著/显著 看著/看着 隨著/随着 沿著/沿着 執著/执着 編著/编著 瞭解/了解 明瞭/明了 瞭望/瞭望
為了/为了 藉口/借口 憑藉/凭借 藉由/借由 慰藉/慰藉 狼藉/狼藉 蘊藉/蕴藉 裡面/里面 公里/公里 鄰里/邻里 裏海/里海 麵條/面条 面貌/面貌 麵粉/面粉 表面/表面
臺灣/台湾 颱風/台风 檯燈/台灯 天臺/天台 鐘錶/钟表 鍾情/钟情 手錶/手表 表現/表现 隻身/只身 只有/只有 船隻/船只 祇要/只要 鬥爭/斗争 北斗/北斗 漏斗/漏斗
穀物/谷物 山谷/山谷 五穀/五谷 雲彩/云彩 人云/人云 方向/方向 嚮往/向往 曏來/向来 丑角/丑角 醜聞/丑闻 范圍/范围 模範/模范 范姓/范姓 鬆開/松开 松樹/松树
制度/制度 製造/制造 係數/系数 關係/关系 系統/系统 聯繫/联系 復興/复兴 複雜/复杂 往復/往复 恢復/恢复 歷史/历史 日曆/日历 農曆/农历 彙集/汇集 匯率/汇率
詞彙/词汇 獲得/获得 收穫/收获 盡力/尽力 儘管/尽管 飢餓/饥饿 饑荒/饥荒 姜姓/姜姓 生薑/生姜 几案/几案 幾乎/几乎 傢具/家具 家庭/家庭 據說/据说 捲款/卷款
試卷/试卷 誇張/夸张 困難/困难 睏倦/困倦 蠟燭/蜡烛 纍積/累积 勞累/劳累 離別/离别 彆扭/别扭 僕人/仆人 前仆/前仆 千秋/千秋 鞦韆/秋千 捨棄/舍弃 宿舍/宿舍
瀋陽/沈阳 沈默/沈默 勝利/胜利 鬍鬚/胡须 必須/必须 胡同/胡同 衚衕/胡同 葉子/叶子 鬱悶/郁闷 馥郁/馥郁 慾望/欲望 籲請/吁请 岳父/岳父 山嶽/山岳 徵求/征求
長征/长征 證券/证券 症狀/症状 癥結/症结 週末/周末 周到/周到 準備/准备 批准/批准 衝突/冲突 沖洗/冲洗 蟲害/虫害 板塊/板块 老闆/老板 布告/布告 宣佈/宣布
當時/当时 叮噹/叮当 黨委/党委 冬天/冬天 鼕鼕/冬冬 董事/董事 電台/电台 韓國/韩国 閤家/合家 合作/合作 回家/回家 迴避/回避 余姓/余姓 剩餘/剩余 於是/于是
于姓/于姓 佔領/占领 占卜/占卜 注意/注意 註冊/注册 杯子/杯子 獎盃/奖杯 採購/采购 神采/神采 志願/志愿 雜誌/杂志 遊客/游客 游泳/游泳 群眾/群众 羣島/群岛
山峯/山峰 啟動/启动 啓示/启示 爲何/为何 床位/床位 牀鋪/床铺 牆壁/墙壁 砲兵/炮兵 勳章/勋章 賬戶/账户 帳篷/帐篷 燻肉/熏肉 喫飯/吃饭 彙報/汇报 妳們/你们
ＡＩ模型/ai模型 Ｇ２０峰會/g20峰会 ５Ｇ網絡/5g网络 ＧＤＰ增長/gdp增长 Wi‑Fi信號/wi-fi信号 ＣＯＶＩＤ/covid ＷＴＯ規則/WTO规则 ｉＰｈｏｎｅ手機/iPhone手机 ＥＴＣ車道/etc车道 ＮＢＡ聯賽/nba联赛
`

// pair is one text written in two ways.
type pair struct{ left, right string }

// otherScript writes a text with other forms of its characters, by the table of variants, and Latin letters and digits in other widths and cases.
type otherScript struct {
	variants map[rune][]rune
	rng      *rand.Rand
}

func newOtherScript(t *testing.T) otherScript {
	t.Helper()
	content, err := fs.ReadFile(data.Dict(), data.VariantsFile)
	if err != nil {
		t.Fatal(err)
	}
	o := otherScript{make(map[rune][]rune), rand.New(rand.NewPCG(13, 14))}
	for line := range strings.Lines(string(content)) {
		to, from, _ := strings.Cut(strings.TrimSpace(line), " ")
		r, _ := utf8.DecodeRuneInString(to)
		o.variants[r] = []rune(from)
	}
	return o
}

func (o otherScript) write(text string) string {
	return strings.Map(func(r rune) rune {
		forms := o.variants[r]
		switch {
		case len(forms) > 0:
			return forms[o.rng.IntN(len(forms))]
		case r < utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			if o.rng.IntN(2) == 0 {
				r = unicode.ToUpper(r)
			}
			if o.rng.IntN(3) > 0 {
				r += 'Ａ' - 'A'
			}
		}
		return r
	}, text)
}

// pairs are the written ones, words of our own list and stretches of the sample articles, those that the other script changes.
func pairs(t *testing.T) []pair {
	t.Helper()
	var out []pair
	for field := range strings.FieldsSeq(written) {
		left, right, _ := strings.Cut(field, "/")
		out = append(out, pair{left, right})
	}
	other := newOtherScript(t)
	add := func(texts []string, n int) {
		for _, text := range texts {
			if changed := other.write(text); changed != text && n > 0 && !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				out, n = append(out, pair{changed, text}), n-1
			}
		}
	}
	content, err := os.ReadFile("../../data/dict/news.txt")
	if err != nil {
		t.Fatal(err)
	}
	var words []string
	for line := range strings.Lines(string(content)) {
		words = append(words, strings.Fields(line + " .")[0])
	}
	add(words[:60], 40)
	other.rng.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	add(words, 360)
	add(sampleStretches(t), 60)
	return out
}

// sampleStretches are unbroken runs of letters from the titles of the sample articles.
func sampleStretches(t *testing.T) []string {
	t.Helper()
	content, err := fs.ReadFile(data.Sample(), "articles.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for line := range bytes.Lines(content) {
		var a struct{ Title string }
		if err := json.Unmarshal(line, &a); err != nil {
			t.Fatal(err)
		}
		out = append(out, strings.FieldsFunc(a.Title, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })...)
	}
	return out
}

// TestBothScripts: an article in one script is found by a query in the other and the other way round, bare and quoted, by the same results;
// what is marked is what was written.
func TestBothScripts(t *testing.T) {
	list := pairs(t)
	different := 0
	for _, p := range list {
		if p.left != p.right {
			different++
		}
	}
	if different < 500 {
		t.Fatalf("only %d pairs whose sides differ", different)
	}
	t.Logf("%d pairs, %d of them with sides that differ", len(list), different)
	if testing.Short() {
		list = list[:60]
	}
	b := openEmpty(t, nil)
	var articles []news.Article
	for i, p := range list {
		for side, text := range map[string]string{"l": p.left, "r": p.right} {
			articles = append(articles, news.Article{ID: news.ID(fmt.Sprint(side, i)), Title: fmt.Sprintf("第%d号", i), Body: fmt.Sprintf("㎡（%s），%d。", text, i)})
		}
	}
	fill(t, b, articles...)
	for i, p := range list {
		for _, form := range []string{"%s", `"%s"`} {
			left, right := fmt.Sprintf(form, p.left), fmt.Sprintf(form, p.right)
			found, other := seek(t, b, left), seek(t, b, right)
			if got, want := ids(found), ids(other); !slices.Equal(got, want) || found.Total != other.Total || found.Relaxed != other.Relaxed {
				t.Errorf("%s finds %d %v, %s finds %d %v", left, found.Total, got, right, other.Total, want)
			}
			for _, id := range []string{fmt.Sprint("l", i), fmt.Sprint("r", i)} {
				if !slices.Contains(ids(found), id) {
					t.Errorf("%s does not find %s", left, id)
				}
			}
		}
		checkMarks(t, b, fmt.Sprint("l", i), `"`+p.right+`"`, p.left)
		checkMarks(t, b, fmt.Sprint("r", i), `"`+p.left+`"`, p.right)
	}
}

// ids lists the articles found, sorted.
func ids(r *search.Result) []string {
	var out []string
	for _, hit := range r.Hits {
		out = append(out, string(hit.Article.ID))
	}
	slices.Sort(out)
	return out
}

// checkMarks holds that a quoted query marks the text of an article that begins after two characters, and nothing else.
func checkMarks(t *testing.T, b backend, id, query, text string) {
	t.Helper()
	marked, err := b.Article(t.Context(), news.ID(id), query)
	if err != nil {
		t.Fatal(err)
	}
	want := []highlight.Span{{Start: 2, End: 2 + utf8.RuneCountInString(text)}}
	if !slices.Equal(marked.BodyMarks, want) {
		t.Errorf("%s marks %v of %q, want %v", query, marked.BodyMarks, marked.Article.Body, want)
	}
}
