"""Bodies of notes: what reps mean, what is never let through, and how long it may take."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kjournal.outputs.pages import bodies
from kjournal.outputs.pages.bodies import LONGEST, linked_names, render_body
from tests.outputs.pages.conftest import Look


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("第一行\n第二行", "<p>第一行<br>\n第二行</p>"),
        ("一段\n\n\n又一段", "<p>一段</p>\n<p>又一段</p>"),
        ("20*12.5 共 3盒*2", "<p>20*12.5 共 3盒*2</p>"),
        ("**先听完**", "<p><strong>先听完</strong></p>"),
        ("答应：\n- 样品\n- 电话", "<p>答应：</p>\n<ul>\n<li>样品</li>\n<li>电话</li>\n</ul>"),
        ("    缩进的一段", "<p>缩进的一段</p>"),
        ("分隔\n---\n下面", "<p>分隔</p>\n<hr>\n<p>下面</p>"),
        ("2026-11-20 再来", '<p><span class="d">2026-11-20</span> 再来</p>'),
        ("**2026-11-20**", '<p><strong><span class="d">2026-11-20</span></strong></p>'),
        ("# 大\n## 小\n#### 更小", "<h4>大</h4>\n<h5>小</h5>\n<h6>更小</h6>"),
        ("## 竞争者信息", "<h4>竞争者信息</h4>"),
        ("|品|数|\n|-|-|\n|a|1|", "<table>\n<thead>\n<tr>\n<th>品</th>\n<th>数</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>a</td>\n<td>1</td>\n</tr>\n</tbody>\n</table>"),
        ("```\na\n", "<p>```<br>\na</p>"),
    ],
)  # fmt: skip
def test_prose_as_reps_write_it(typed: str, shown: str) -> None:
    """A line break is a line break, a list needs no empty line before it, figures are no emphasis."""
    assert render_body(typed).html == shown


@pytest.mark.parametrize(
    "task", ["- [ ] 送样品", "[ ] 送样品", "☐ 送样品", "□送样品", "- 【 】送样品", "* [] 送样品"]
)
def test_open_tasks_are_boxes(task: str) -> None:
    """However the box was typed."""
    assert (
        render_body(task).html
        == '<ul>\n<li class="task task-open"><span class="box">☐</span> 送样品</li>\n</ul>'
    )


@pytest.mark.parametrize("task", ["- [x] 送样品", "[X] 送样品", "☑送样品", "- [√] 送样品", "√ 送样品"])
def test_kept_tasks_are_ticked(task: str) -> None:
    """However the tick was typed."""
    assert (
        render_body(task).html
        == '<ul>\n<li class="task task-done"><span class="box">☑</span> 送样品</li>\n</ul>'
    )


def test_names_in_double_brackets_lead_to_their_page() -> None:
    """A name that is known is a link, another one is text."""
    text = "见 [[桂和堂]]、[[桂和堂|黄姐那里]] 和 [[没有的]]"
    assert linked_names(text) == ("桂和堂", "没有的")
    assert render_body(text, {"桂和堂": "%E6%A1%82.html"}).html == (
        '<p>见 <a href="%E6%A1%82.html" rel="noopener noreferrer">桂和堂</a>、'
        '<a href="%E6%A1%82.html" rel="noopener noreferrer">黄姐那里</a> 和 <span>没有的</span></p>'
    )


def test_relative_links_count_from_the_note() -> None:
    """As editors take them; an address with a scheme stays."""
    made = Look(
        render_body(
            "[卡](../a.md) [网](https://example.org/) [拨](tel:199) [邮](mailto:a@b.cn) [此](#x)",
            base="../../visits/",
        ).html
    )
    assert [link["href"] for link in made.all("a")] == [
        "../../visits/../a.md",
        "https://example.org/",
        "tel:199",
        "mailto:a@b.cn",
        "#x",
    ]


@pytest.mark.parametrize(
    "bad",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg onload=alert(1)>",
        "<style>*{display:none}</style>",
        "<iframe src=//example.org>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,AA)",
        "[x](vbscript:x)",
        "![x](https://example.org/x.png)",
        "[y]: javascript:alert(1)\n[y]",
        '[x](https://example.org "><script>alert(1)</script>")',
        "<!-- --><a href=javascript:x>",
        "&lt;script&gt;",
        "\x02wzxhzdk:0\x03 <b>",
        '[[x"><script>]]',
    ],
)
def test_nothing_that_runs_or_loads(bad: str) -> None:
    """What looks like HTML comes out as text, links go where links may go, pictures are not loaded."""
    made = Look(render_body(f"前 {bad} 后", {'x"><script>': 'a"><script>.html'}).html)
    assert {tag for tag, _ in made.tags} <= {"p", "a", "br", "span", "em", "strong", "code"}
    assert all(set(attrs) <= {"href", "title", "rel", "class"} for _, attrs in made.tags)
    assert all(
        link.get("href", "").startswith(("https:", "a%22", 'a"')) or "href" not in link
        for link in made.all("a")
    )
    assert "后" in made.text or "[y]" in bad


def test_raw_html_is_shown_as_it_was_typed() -> None:
    """Nothing of what somebody wrote is lost."""
    assert Look(render_body("价格 <b>3</b> & <5 元").html).text == "价格 <b>3</b> & <5 元"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[" * 20_000, "marks"),
        ("[](" * 5_000, "marks"),
        ("[^1] " * 20_000, "long"),
        ("#\n" * 9_000, "rules"),
        ("---\n" * 4_000, "rules"),
        ("- - -\n" * 3_000, "rules"),
        ("> a **b**\n" * 500, "marks"),
        (">" * 1_000 + "a", "nested"),
        ("1. " * 1_000 + "a", "nested"),
        ("- " * 1_000 + "a", "nested"),
        ("> " * 1_000 + "a", "nested"),
        ("\n".join("    " * depth + "- a" for depth in range(30)), "nested"),
        ("字" * (LONGEST + 1), "long"),
    ],
)
def test_too_much_is_shown_plainly(text: str, reason: str) -> None:
    """What would take minutes, or break the converter, stands there as text, and the reason is told."""
    made = render_body(text)
    assert made.reason == reason
    assert made.html.startswith('<pre class="plain">')
    assert Look(made.html).text == " ".join(text.split())


@pytest.mark.parametrize(
    "piece",
    ["*", "_", "`", "**a", "*a ", "_a ", "a**b", "*a**", "`a ", "(", "!", "<", "&", "\\", "|", "~", "- a\n", "字\n", "字\n\n", "1. a\n", "a  \n", " ", "|a", "2026-11-20 ", "\t", "[ ] a\n" * 2, "***", "__a**b"],
)  # fmt: skip
def test_no_run_of_marks_holds_the_converter(piece: str) -> None:
    """Within the bounds nothing takes more than a moment (measured: a fifth of a second at most)."""
    text = (piece * 20_000)[:LONGEST]
    if bodies.too_much(text):
        text = piece * 380
    begun = time.perf_counter()
    render_body(text)
    assert time.perf_counter() - begun < 5  # a slow machine under load is no pathology


@given(st.text(alphabet=st.sampled_from([*"a<>&\"'[]()*_`#|-+ \n\\!:/x1.\t\x02\x03&;"]), max_size=60))
def test_whatever_is_typed_comes_out_clean(text: str) -> None:
    """Only known tags, only known attributes, every tag closed."""
    look = Look(render_body(text).html)
    assert look.wrong == []
    assert {tag for tag, _ in look.tags} <= {*"abp", "blockquote", "br", "code", "em", "h4", "h5", "h6", "hr", "li", "ol", "pre", "span", "strong", "table", "tbody", "td", "th", "thead", "tr", "ul"}  # fmt: skip
