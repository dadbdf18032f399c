package extract

import (
	"strings"
	"unicode/utf8"

	"xunbao/internal/news"
)

// nearTitle is how many lines above the title a note may stand.
const nearTitle = 6

// fillNotes takes source and author from the elements near the title that say by their class what they hold, and from the one word
// beside the time. An account is the source; a word that reads as a person's name is the author, and the source only where pages belong to
// accounts.
func fillNotes(a *news.Article, notes []note, lines []line, anchor, title, first int, accounts bool) {
	var names, writers []string
	for _, n := range notes {
		if n.line < title-nearTitle || n.line >= first {
			continue
		}
		name := noteName(n.text)
		switch {
		case name == "" || name == a.Title || title >= 0 && name == lines[title].text:
		case n.role == credit:
			fill(&a.Source, name)
		case n.role == writer && (isPerson(name) || utf8.RuneCountInString(name) <= 3):
			writers = append(writers, name)
		default:
			names = append(names, name)
		}
	}
	if anchor >= 0 && noteName(lines[anchor].meta.bare) != "" {
		names = append([]string{lines[anchor].meta.bare}, names...)
	}
	for _, name := range writers {
		fill(&a.Author, name)
		if accounts {
			fill(&a.Source, name)
		}
	}
	for _, name := range names {
		if isPerson(name) {
			fill(&a.Author, name)
		}
		if isPerson(name) && !accounts {
			continue
		}
		if a.Source == "" && !channels.match(name) {
			a.Source = name
		}
	}
}

// noteName is the name in the text of such an element, without its label; "" when it is none.
func noteName(s string) string {
	if _, _, _, timed := findTime(s, news.Shanghai()); timed {
		return ""
	}
	if head, found := cutLabels(s); len(found) > 0 {
		if head != "" || len(found) > 1 || found[0].part != "source" && found[0].part != "author" {
			return ""
		}
		s = found[0].value
	}
	if s = outlet(s); digits.match(s) || agoLine.match(s) {
		return ""
	}
	if n := utf8.RuneCountInString(s); n < 2 || n > 24 || strings.ContainsAny(s, "，。！？；：:") || isButton(s) || isCounter(s) || countLetters(s) < 2 {
		return ""
	}
	return s
}

var digits = newPattern(`\d[-:：/.]\d`)

// surnames are the usual ones; a name of two or three characters that begins with one is a person's.
const surnames = "王李张劉刘陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林罗羅高郑鄭梁谢謝宋唐许許邓鄧韩韓冯馮曹彭曾肖萧蕭田董潘袁蔡蒋蔣余于杜叶葉程魏苏蘇吕呂丁任卢盧姚沈钟鐘姜崔谭譚陆陸范汪廖石金韦韋贾賈夏付傅方邹鄒熊白孟秦邱侯江尹薛闫閻阎雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬覃武钱錢戴严嚴欧歐莫孔向常汤湯康易乔喬赖賴庞龐樊兰蘭殷施洪翟安倪温溫芦俞章鲁魯葛岳齐齊梅庄莊辛管祝左涂谷祁时時舒耿牟卜路詹关關苗凌费費纪紀靳盛童欧甄项項曲成游阳陽裴席卫衛查屈鲍鮑位覃霍翁隋植甘景薄单單包司柏宁寧柯阮桂闵閔解强柴华華车車冉房"

func isPerson(s string) bool {
	n := utf8.RuneCountInString(s)
	first, _ := utf8.DecodeRuneInString(s)
	return onlyHan(s) && (n == 2 || n == 3) && strings.ContainsRune(surnames, first) && !isOutlet(s) || n == 4 && doubleSurname.MatchString(s)
}
