package ingest

import "strings"

// spellings are the keys that other programs use for our fields, the surer ones first.
var spellings = map[string][]string{
	"id":        {"_id", "doc_id", "guid", "编号", "新闻编号"},
	"url":       {"link", "href", "链接", "网址", "地址", "原文链接", "新闻链接", "鏈接", "連結", "網址"},
	"title":     {"headline", "标题", "新闻标题", "文章标题", "題名", "標題"},
	"body":      {"content", "text", "article", "正文", "内容", "新闻内容", "文章内容", "新闻正文", "全文", "內容", "內文"},
	"source":    {"media", "outlet", "publisher", "来源", "媒体", "新闻来源", "文章来源", "來源", "媒體"},
	"site":      {"site_name", "website", "网站", "站点", "網站"},
	"author":    {"作者", "记者", "記者"},
	"editors":   {"editor", "编辑", "责任编辑", "责编", "編輯", "責任編輯"},
	"published": {"published_at", "publish_time", "publish_date", "pub_time", "pubDate", "datetime", "date", "time", "created_at", "发布时间", "发布日期", "发表时间", "日期", "时间", "發布時間", "日期時間", "時間"},
	"category":  {"channel", "section", "栏目", "频道", "分类", "类别", "欄目", "頻道", "分類"},
	"tags":      {"tag", "keywords", "标签", "关键词", "关键字", "標籤", "關鍵詞"},
	"lang":      {"language", "语言"},
}

// ownKeys are our keys in the order they are written.
var ownKeys = []string{"id", "url", "title", "source", "site", "author", "editors", "published", "fetched", "category", "tags", "lang", "body"}

// storyKey is written by an export and dropped when read: stories are found anew by every index.
const storyKey = "story"

// CursorKey is the key of where an export goes on behind an article. It is written by an export that is asked for it and dropped when read.
const CursorKey = "export_cursor"

// extraKey is the column of a table that holds the keys of an article that are not ours, as a JSON object.
const extraKey = "extra"

// leftOutKey holds the lines that recur on a site and were left out of the body. A value that is no such list is a key that is nobody's.
const leftOutKey = "left_out"

// maxLeftOut is more lines than are ever left out of one article.
const maxLeftOut = 100

// splitTags cuts a list of tags written as one string.
func splitTags(s string) []string {
	var list []string
	for _, t := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;；", r) }) {
		if t = strings.TrimSpace(t); t != "" {
			list = append(list, t)
		}
	}
	return list
}
