package extract
import ("testing";"strings";"time";"fmt")
func TestSlow(t *testing.T){
 for _,s:=range []string{"a\n","新闻网\n","。\n","记者 张三\n","2024-07-21\n","来源：","相关阅读\n","当前位置:","编辑：张","[","(","年月日","一","首页 > ","a b c d ", "<a>","<p>x","<nav>", "标签：a ", "防洪堤交给散步的人，\n","  \u200b", "· "} {
  for _,tail:=range []string{"","\n2024-07-21 来源：临桥日报\n"+strings.Repeat("防洪堤交给散步的人，",20)+"。"} {
  for _,n:=range []int{100000,400000}{
  st:=time.Now(); Text(Page{Text:strings.Repeat(s,n/len(s))+tail}); if d:=time.Since(st); d>200*time.Millisecond {fmt.Printf("%q %d %v\n",s,n,d)}
  st=time.Now(); Text(Page{Text:"<html>"+strings.Repeat(s,n/len(s))+tail}); if d:=time.Since(st); d>200*time.Millisecond {fmt.Printf("html %q %d %v\n",s,n,d)}
 }}}
}
