package extract

import (
	"fmt"
	"regexp"
	"unicode/utf8"

	"xunbao/internal/news"
)

// certainty is what the lines of time and title say for the page being an article.
type certainty struct {
	dated  bool // there is such a line
	surely bool // it says what the time is, or names a source
	titled bool // the title is what the page calls itself, or its main heading
	links  int  // linked lines of the whole page
}

func certaintyOf(lines []line, anchor, title int, titles []string) (c certainty) {
	if anchor >= 0 {
		d := lines[anchor].meta
		c.dated, c.surely = true, d.timed || d.source != ""
	}
	if title >= 0 {
		c.titled = titled(lines, title, titles) || lines[title].head == 1 && utf8.RuneCountInString(lines[title].text) >= 10
	}
	for _, l := range lines {
		if l.linked {
			c.links++
		}
	}
	return c
}

var (
	ownPages  = newPattern(`^(?:关于(?:我们|本站)|關於我們|联系(?:我们|方式)|聯絡我們|版权声明|法律声明|免责声明|网站地图|站点地图|广告服务|隐私政策|隱私權政策|用户协议|服务条款|人才招聘|友情链接)$`)
	missing   = newPattern(`(?:页面|頁面|网页|文章|内容|新闻|链接|稿件|地址)[^。]{0,12}(?:不存在|找不到|已(?:被)?(?:删除|刪除|下线|移除)|无法(?:访问|显示|找到))|^(?:404|403|500|502|503)\b|(?i:not found|page error)|(?:访问|服务器?)(?:出错|错误|异常|受限)|找不到(?:您|你)?[^。]{0,8}(?:页面|内容|网页)`)
	forumPost = newPattern(`(?:发表|發表|回复|回覆|发布)[于於]\s*\d{4}|只看(?:该作者|楼主|樓主|TA|大图)|^(?:楼主|樓主|沙发|板凳|地板)$|^\d{1,4}\s*(?:楼|樓|#)|积分[:：\s]*\d|(?:主题|帖子|精华)[:：\s]*\d`)
)

// notArticle says why the page is no article but an error, a list or a forum; empty when it is an article. lines are those of the main
// text and just above it.
func notArticle(lines []line, paragraphs []string, title string, c certainty) string {
	longest, total := 0, 0
	for _, p := range paragraphs {
		n := utf8.RuneCountInString(p)
		longest, total = max(longest, n), total+n
	}
	n := count(lines)
	switch {
	case total == 0:
		return "no line of it is a paragraph of text"
	case total < 200 && !c.dated && missing.match(title):
		return "its title says that the page does not exist"
	case ownPages.match(title):
		return "it is a page of the site about itself"
	case total < 300 && !c.dated && !c.titled && c.links >= 30:
		return fmt.Sprintf("it is a page of %d links with a text of %d characters among them", c.links, total)
	case n.posts >= 4 && longest < 300:
		return fmt.Sprintf("it is a forum: %d lines are those of a post", n.posts)
	case longest < 30 && !c.dated && !c.titled && total < 200:
		return fmt.Sprintf("its longest paragraph has %d characters", longest)
	case n.dated >= 5 && longest < 150 && n.dated*2 >= len(paragraphs) && !c.surely:
		return fmt.Sprintf("it is a list of %d dated entries", n.dated)
	case n.entries >= 4 && n.entries*3 >= len(paragraphs) && longest < 200 && !c.surely:
		return fmt.Sprintf("it is a list of %d linked titles with a text to each", n.entries)
	case n.dated >= 10 && n.dated*4 >= len(paragraphs) && longest < 300 && !c.surely && !c.titled:
		return fmt.Sprintf("it is a list of %d dated entries", n.dated)
	case n.links > 20 && longest < 60 && total < 120:
		return fmt.Sprintf("it is a list of links: %d short lines and no paragraph of length", n.links)
	}
	return ""
}

// counts are how many lines speak for a list or a forum.
type counts struct{ dated, links, entries, posts int }

func count(lines []line) (n counts) {
	for i, l := range lines {
		if forumPost.match(l.text) && utf8.RuneCountInString(l.text) < 100 {
			n.posts++
		}
		if l.linked && i+1 < len(lines) && lines[i+1].kind == paragraph && (l.head > 0 || l.kind == menu) {
			n.entries++
		}
		switch {
		case l.kind == meta && !l.meta.at.IsZero():
			n.dated++
		case l.kind == noise && agoLine.match(l.text):
			n.dated++
		case l.kind == short || l.kind == menu:
			n.links++
			if _, _, _, ok := findTime(l.text, news.Shanghai()); ok || entryTime.MatchString(l.text) && utf8.RuneCountInString(l.text) <= 24 {
				n.dated++
			}
		}
	}
	return n
}

// entryTime stands behind the names in a list of threads: a clock of today, or a day of this year.
var entryTime = regexp.MustCompile(`(?:^|\s)(?:\d{1,2}:\d{2}|\d{1,2}-\d{1,2})$`)

// agoLine is a relative time, which says nothing without the time the page was saved.
var agoLine = newPattern(`^(?:刚刚|剛剛|\d{1,3}\s*(?:秒|分钟|分鐘|小时|小時|天|个?月|年)(?:之)?前|(?:昨天|前天|今天)\s*(?:\d{1,2}:\d{2})?)$`)
