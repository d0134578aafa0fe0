"""mrkdwn, markdown and dates as HTML."""

import pytest
from bot.wording import Language
from bot.workspace.page.markup import markdown, mrkdwn

from tests.workspace.page.page_html import tags_in, viewpoint


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*粗* _斜_ ~删~ `码`", "<strong>粗</strong> <em>斜</em> <s>删</s> <code>码</code>"),
        ("2*3*4 a_b_c", "2*3*4 a_b_c"),
        ("&lt;b&gt; &amp;amp;", "&lt;b&gt; &amp;amp;"),
        ("```\na *b*\n```", "<pre>a *b*</pre>"),
        ("&gt; 引\n外", "<blockquote>引</blockquote>\n外"),
        ("<@U1> <#C1|x> <!here> <!subteam^S1>", "@王敏 #ops @here @hr"),
        ("<!date^1795417440^{date_num}|x>", '<span class="kept">2026-11-23</span>'),
        ("2026-11-23 & b-c", '<span class="kept">2026-11-23</span> &amp; b-c'),
        ("a --so-on", 'a <span class="kept">--so-on</span>'),
        ("<!date^99999999999999^{date_num}|哪天>", "哪天"),
        ("<javascript:alert(1)|点>", "点"),
        (":tada:", "🎉"),
    ],
)
def test_mrkdwn(text: str, html: str) -> None:
    made = str(mrkdwn(text, viewpoint()))
    assert (made if "<@" not in text else "".join(tags_in(made).words)) == html


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("[a](https://b.c)", 'href="https://b.c"'),
        ("[a](javascript:x)", '<p class="text">a</p>'),
        ("`<i>`", "<code>&lt;i&gt;</code>"),
        ("```py\nx < 1\n```", '<pre class="text">x &lt; 1</pre>'),
        ("1. a\n2. b", '<ol class="list"><li>a</li><li>b</li></ol>'),
        ("> q", "<blockquote"),
        ("~~s~~ *i*", "<s>s</s> <em>i</em>"),
        ("# 一\n二\n三", '<p class="heading">一</p><p class="text">二\n三</p>'),
        ("- a\n  - b", '<ul class="list"><li>a<ul class="list"><li>b</li></ul></li></ul>'),
        ("![图](https://b.c/x.png)", 'href="https://b.c/x.png"'),
        ("a\n---\n<hr>", '<p class="text">a\n---\n&lt;hr&gt;</p>'),
        ("", ""),
    ],
)
def test_markdown(text: str, part: str) -> None:
    assert part in str(markdown(text))


@pytest.mark.parametrize(
    ("form", "language", "expected"),
    [
        ("{date_num}", Language.CHINESE, "2026-11-23"),
        ("{date_short_pretty}", Language.CHINESE, "今天"),
        ("{date_pretty} {time}", Language.ENGLISH, "Today 7:04 AM"),
        ("{date_long}", Language.ENGLISH, "Monday, November 23, 2026"),
        ("{ago}", Language.ENGLISH, "0 seconds ago"),
        ("{no_such}", Language.ENGLISH, "{no_such}"),
    ],
)
def test_dates_are_written_as_slack_says(form: str, language: Language, expected: str) -> None:
    here = viewpoint(language)
    assert here.written(here.now.timestamp(), form).replace("in 0 seconds", "0 seconds ago") == expected
