package extract_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"xunbao/index/extract"
)

const (
	first  = "临桥市昨天把最后一段防洪堤交给了散步的人，堤顶铺了四公里木板，下雨天也不打滑。"
	second = "住在堤边的老人说，水涨上来的时候它是堤，水退下去的时候它是路，“两样都要结实”。"
)

// TestMetaLines tries the forms of the line of time, source, author and editors over the same text.
func TestMetaLines(t *testing.T) {
	tests := []struct {
		name, lines                        string
		published, source, author, editors string
	}{
		{"all on one line", "2024-07-21 14:45 来源：临桥日报 作者：张三 编辑：李四", "2024-07-21T14:45:00+08:00", "临桥日报", "张三", "李四"},
		{"labels glued", "来源：临桥日报发布时间：2024-07-21作者：张三责任编辑：李四、王五", "2024-07-21", "临桥日报", "张三", "李四 王五"},
		{"each on its own line", "日期：2024年7月21日\n来源：临桥日报\n作者：张三\n责编：李四", "2024-07-21", "临桥日报", "张三", "李四"},
		{"bars", "2024.07.21 | 临桥日报 | 编辑 李四", "2024-07-21", "临桥日报", "", "李四"},
		{"counter between", "时间:2024-07-21 14:45人气:1024来源: 临桥日报", "2024-07-21T14:45:00+08:00", "临桥日报", "", ""},
		{"traditional", "發佈時間：2024-07-21 14:45　來源：臨橋日報　記者：張三　責任編輯：李四", "2024-07-21T14:45:00+08:00", "臨橋日報", "張三", "李四"},
		{"spaced labels", "时 间：x\n2024-07-21\n来源：临桥日报\n编 辑：李 四", "2024-07-21", "临桥日报", "", "李四"},
		{"full width", "２０２４－０７－２１　来源：临桥日报", "2024-07-21", "临桥日报", "", ""},
		{"an update does not count", "更新时间：2024-08-01 发布时间：2024-07-21 来源：临桥日报", "2024-07-21", "临桥日报", "", ""},
		{"suffix of the outlet", "2024-07-21 来源：临桥日报 海外版 字号", "2024-07-21", "临桥日报 海外版", "", ""},
		{"byline", "2024-07-21\n（本报记者 张三 李四）", "2024-07-21", "", "张三 李四", ""},
		{"nothing", "", "", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := extract.Text(extract.Page{Text: "防洪堤交给散步的人\n" + tt.lines + "\n" + first + "\n" + second})
			a := f.Article
			got := []string{f.Kind, a.Title, a.Published.String(), a.Source, a.Author, strings.Join(a.Editors, " "), a.Body}
			want := []string{"article", "防洪堤交给散步的人", tt.published, tt.source, tt.author, tt.editors, first + "\n" + second}
			if !slices.Equal(got, want) {
				t.Errorf("\n got %q\nwant %q", got, want)
			}
		})
	}
}

// TestTails tries what may follow the text; none of it may stay.
func TestTails(t *testing.T) {
	tails := []string{
		"(责编:张三、李四)", "【责任编辑:张三】", "责任编辑 张三", "编辑：张三 审核：李四", "上一篇：别的标题\n下一篇：又一个标题", "相关阅读\n别的标题\n又一个标题",
		"声明：本网转载此文仅为传递信息。", "免责声明：文章不代表本站观点。", "Copyright © 2024 临桥网", "桥ICP备00000000号", "扫一扫 分享到微信", "打印 关闭",
		"标签：防洪堤 散步", "热门标签", "服务邮箱:a#example.com", "原标题：别的标题", "网友评论", "12 条评论\n写评论…", "如有侵权，请联系我们删除。", "未经授权，不得转载。",
		"猜你喜欢\n· 别的标题\n· 又一个标题", "關於我們", "責任編輯：張三", "相關新聞：\n別的標題", "分享到：微信 微博", "版权声明：\n" + first,
	}
	for _, tail := range tails {
		t.Run(tail, func(t *testing.T) {
			f := extract.Text(extract.Page{Text: "防洪堤交给散步的人\n2024-07-21 来源：临桥日报\n" + first + "\n" + second + "\n" + tail})
			if want := first + "\n" + second; f.Article.Body != want {
				t.Errorf("got %q", f.Article.Body)
			}
		})
	}
}

// TestTextStays tries lines of articles that look like boilerplate; all must stay.
func TestTextStays(t *testing.T) {
	for _, line := range []string{
		"今天是第三个防汛志愿者日，堤上来了两百多人。",
		"关键词：韧性",
		"资金来源：市级财政",
		"图片来源：临桥市档案馆",
		"记者：下雨天也能走吗？",
		"2024年7月21日，第一批散步的人走上了堤顶，走在最前面的是一条黄狗。",
		"一、时间：7月21日至25日",
		"相关报道称，堤顶的木板来自一座拆掉的旧剧院，每一块背面都有编号。",
		"附件：",
		"01",
		"“声明”两个字写在公告的第一行，落款处盖着三枚章。",
		"原标题党的写法在堤上行不通，因为大家都走过。",
		"特别提示：经过充分商议，堤顶限速从五公里调整为四公里，三轮车除外，轮椅除外。",
	} {
		t.Run(line, func(t *testing.T) {
			want := strings.Join([]string{first, line, second, second}, "\n")
			f := extract.Text(extract.Page{Text: "防洪堤交给散步的人\n2024-07-21 来源：临桥日报\n" + want + "\n责任编辑：张三"})
			if f.Article.Body != want {
				t.Errorf("got %q", f.Article.Body)
			}
		})
	}
}

func TestTitleAndSite(t *testing.T) {
	tests := []struct{ name, head, title, site string }{
		{"site above", "临桥网\n防洪堤交给散步的人\n2024-07-21", "防洪堤交给散步的人", "临桥网"},
		{"site below", "防洪堤交给散步的人\n临桥新闻网\n2024-07-21 来源：临桥日报", "防洪堤交给散步的人", "临桥新闻网"},
		{"page title", "防洪堤交给散步的人_民生_临桥网\n防洪堤交给散步的人\n2024-07-21", "防洪堤交给散步的人", "临桥网"},
		{"page title alone", "防洪堤交给散步的人 - 临桥网\n2024-07-21", "防洪堤交给散步的人", "临桥网"},
		{"rubric stays", "堤上观察｜防洪堤交给散步的人\n2024-07-21", "堤上观察｜防洪堤交给散步的人", ""},
		{"time above the title", "2024-07-21 14:45\n防洪堤交给散步的人", "防洪堤交给散步的人", ""},
		{"title like a sentence", "临桥网\n防洪堤也能当路走？临桥市把四公里堤顶交给了早晚散步的人，轮椅也能上！\n2024-07-21", "防洪堤也能当路走？临桥市把四公里堤顶交给了早晚散步的人，轮椅也能上！", "临桥网"},
		{"menu and masthead", "登录 | 注册 | 设为首页\n今天是2026年1月27日 星期二\n欢迎访问临桥在线！\n防洪堤交给散步的人\n2024-07-21 来源：临桥日报", "防洪堤交给散步的人", "临桥在线"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a := extract.Text(extract.Page{Text: tt.head + "\n" + first + "\n" + second}).Article
			if a.Title != tt.title || a.Site != tt.site || a.Body != first+"\n"+second {
				t.Errorf("got %q, %q, %q", a.Title, a.Site, a.Body)
			}
		})
	}
}

func TestSplitNames(t *testing.T) {
	for in, want := range map[string][]string{
		"池小蕊、高一星":            {"池小蕊", "高一星"},
		"张 三,李　四":            {"张三", "李四"},
		"欧阳 一 王二":            {"欧阳一", "王二"},
		"John Smith, 王二_A12": {"John Smith", "王二"},
		" 、，":                nil,
	} {
		if got := extract.SplitNames(in); !slices.Equal(got, want) {
			t.Errorf("SplitNames(%q) = %q, want %q", in, got, want)
		}
	}
}

// FuzzText: every paragraph of an article stands in the page, and the kind always says what happened.
func FuzzText(f *testing.F) {
	f.Add("防洪堤交给散步的人\n2024-07-21 来源：临桥日报\n" + first + "\n" + second + "\n(责编:张三)")
	f.Add("<html><head><title>防洪堤_临桥网</title></head><body><p>" + first + "<p>" + second + "</body></html>")
	f.Add("当前位置: 首页 > 财经 > 正文\n\n标题：\n记者 李四\n标签：\n" + first + "（责任编辑：张三）")
	f.Add("来源：来源：来源：2024-13-40 \xff\n" + strings.Repeat("。", 100))
	f.Fuzz(func(t *testing.T, text string) {
		found := extract.Text(extract.Page{Name: "x.txt", Text: text})
		a := found.Article
		switch {
		case found.Kind == extract.KindNotArticle:
			if found.Reason == "" || a.Title != "" || a.Body != "" {
				t.Fatalf("no article, but %+v", found)
			}
		case found.Kind != extract.KindArticle || strings.TrimSpace(a.Body) == "":
			t.Fatalf("%+v", found)
		}
		if !utf8.ValidString(text) || strings.HasPrefix(strings.TrimSpace(text), "<") {
			return
		}
		for _, p := range strings.Split(a.Body, "\n") {
			if !strings.Contains(text, p) {
				t.Fatalf("the paragraph %q is not in the page %q", p, text)
			}
		}
		if !strings.Contains(text, a.Title) {
			t.Fatalf("the title %q is not in the page %q", a.Title, text)
		}
	})
}
