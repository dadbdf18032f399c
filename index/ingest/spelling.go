package ingest

import "strings"

// spellings are the keys that other programs use for our fields, the surer ones first.
var spellings = map[string][]string{
	"id":        {"_id", "doc_id", "guid"},
	"url":       {"link", "href", "链接", "网址"},
	"title":     {"headline", "标题"},
	"body":      {"content", "text", "article", "正文"},
	"source":    {"media", "outlet", "publisher", "来源"},
	"author":    {"作者"},
	"editors":   {"editor", "编辑"},
	"published": {"published_at", "publish_time", "publish_date", "pub_time", "pubDate", "datetime", "date", "time", "created_at", "发布时间", "日期"},
	"category":  {"channel", "section", "栏目"},
	"tags":      {"tag", "keywords", "标签", "关键词"},
	"lang":      {"language"},
}

// ownKeys are our keys in the order they are written.
var ownKeys = []string{"id", "url", "title", "source", "site", "author", "editors", "published", "fetched", "category", "tags", "lang", "body"}

// storyKey is written by an export and dropped when read: stories are found anew by every index.
const storyKey = "story"

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
