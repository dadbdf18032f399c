package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

// apart are characters that may look like variants of the second one and are not folded: both are in daily use, with meanings of their
// own or in names that a reader tells apart by them.
var apart = map[rune]rune{
	'祂': '他', // of gods only
	'佰': '百', // on cheques and in names of firms
	'彷': '仿', // 彷徨, but 仿照
	'喆': '哲', // in names: 陶喆
	'龢': '和', // in names: 翁同龢
	'邨': '村', // in names of places: 蝴蝶邨
	'祐': '佑', // in reigns: 嘉祐
	'砦': '寨', // in names
	'碁': '棋', // in names of firms: 宏碁
	'姐': '姊', // two words
	'份': '分', // two words
	'粘': '黏', // two words in most texts
}

// chosen overrules OpenCC's first choice where another one is the everyday simplified form, and adds forms it leaves alone. The common
// form of 著, 乾, 瞭 and 藉 depends on the word: see data/dict/kept.txt.
var chosen = map[rune]rune{
	'麼': '么', '麽': '么', '著': '着', '瞭': '了', '藉': '借', '餘': '余', '徵': '征', '於': '于', '鍾': '钟', '夥': '伙', '祇': '只', '衹': '只',
	'妳': '你', '牠': '它', '畫': '画', '劃': '划', '讚': '赞', '甦': '苏', '嚐': '尝', '裏': '里', '裡': '里', '週': '周', '佈': '布',
	// Old and odd ways to write the same character.
	'迺': '乃', '廼': '乃', '囘': '回', '囬': '回', '廻': '回', '靑': '青', '戸': '户', '毎': '每', '淸': '清', '戯': '戏', '歩': '步', '擡': '抬',
	'粧': '妆', '鬭': '斗', '窰': '窑', '砲': '炮', '姪': '侄', '嬭': '奶', '搾': '榨', '徧': '遍', '脗': '吻', '牴': '抵', '觝': '抵', '隄': '堤',
	'騐': '验', '鼇': '鳌', '糭': '粽', '羢': '绒', '翺': '翱', '聼': '听', '脇': '胁', '舖': '铺', '蘂': '蕊', '衞': '卫', '袴': '裤',
	'谿': '溪', '賸': '剩', '踫': '碰', '躭': '耽', '躱': '躲', '輭': '软', '逈': '迥', '遶': '绕', '郞': '郎', '鄕': '乡', '隣': '邻',
	'雑': '杂', '靱': '韧', '韈': '袜', '飇': '飙', '鼈': '鳖', '壻': '婿', '姉': '姊', '婬': '淫', '寃': '冤', '寳': '宝',
	'尅': '克', '帋': '纸', '竝': '并', '廐': '厩', '彊': '强', '徃': '往', '恠': '怪', '悳': '德', '慙': '惭', '憇': '憩', '懽': '欢', '挵': '弄',
	'揑': '捏', '攷': '考', '敍': '叙', '朞': '期', '栢': '柏', '棃': '梨', '槪': '概', '櫈': '凳', '欵': '款', '氷': '冰', '汚': '污',
	'漑': '溉', '澁': '涩', '烖': '灾', '燄': '焰', '犂': '犁', '皐': '皋', '秊': '年', '穉': '稚', '竢': '俟', '籖': '签', '糓': '谷',
	'痺': '痹',
}

// variants reads OpenCC's TSCharacters (a line: character, tab, choices separated by spaces) and writes a line a target.
func variants(in io.Reader, out io.Writer) error {
	to := make(map[rune]rune)
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		from, choices, ok := strings.Cut(lines.Text(), "\t")
		first, _, _ := strings.Cut(choices, " ")
		if !ok || utf8.RuneCountInString(from) != 1 || utf8.RuneCountInString(first) != 1 {
			return fmt.Errorf("line %d: want a character, a tab and its simplified forms", n)
		}
		f, _ := utf8.DecodeRuneInString(from)
		t, _ := utf8.DecodeRuneInString(first)
		to[f] = t
	}
	if err := lines.Err(); err != nil {
		return err
	}
	for f, t := range chosen {
		to[f] = t
	}
	for r := range apart {
		delete(to, r)
	}
	return writeVariants(out, to)
}

func writeVariants(out io.Writer, to map[rune]rune) error {
	lists := make(map[rune][]rune)
	for from := range to {
		target := resolve(to, from)
		if target != from {
			lists[target] = append(lists[target], from)
		}
	}
	targets := make([]rune, 0, len(lists))
	for t := range lists {
		targets = append(targets, t)
	}
	slices.Sort(targets)
	for _, t := range targets {
		slices.Sort(lists[t])
		if _, err := fmt.Fprintf(out, "%c %s\n", t, string(lists[t])); err != nil {
			return err
		}
	}
	return nil
}

// resolve follows a chain of variants to its end; a circle ends where it began.
func resolve(to map[rune]rune, from rune) rune {
	at := from
	for range 8 {
		next, ok := to[at]
		if !ok || next == from {
			return at
		}
		at = next
	}
	return at
}
