"""Clean what a journal's own template drew: what pages are made of stays, whatever could run or load goes."""

from __future__ import annotations

import nh3

_TAGS = {
    *("a", "abbr", "article", "aside", "b", "blockquote", "br", "caption", "code", "dd", "del", "details", "div", "dl"),
    *("dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "ins"),
    *("kbd", "li", "main", "mark", "nav", "ol", "p", "pre", "s", "section", "small", "span", "strong", "sub"),
    *("summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "wbr"),
    *("form", "fieldset", "legend", "label", "input", "select", "option", "button", "output", "search"),
    *("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title"),
    *("desc", "defs", "pattern", "clipPath"),
}  # fmt: skip
_ANYWHERE = {
    *("class", "id", "title", "role", "lang", "dir", "hidden", "tabindex", "open", "datetime", "value", "name"),
    *("type", "placeholder", "autocomplete", "for", "checked", "selected", "disabled", "scope", "colspan", "rowspan"),
    *("start", "min", "max", "step", "width", "height", "viewBox", "preserveAspectRatio", "x", "y", "x1", "y1", "x2"),
    *("y2", "cx", "cy", "r", "rx", "ry", "d", "points", "dx", "dy", "transform", "fill", "fill-opacity", "stroke"),
    *("stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "opacity", "text-anchor"),
    *("dominant-baseline", "font-size", "patternUnits", "vector-effect", "focusable"),
    *("autocapitalize", "spellcheck", "enterkeyhint", "form"),
}  # fmt: skip
_SCHEMES = {"http", "https", "tel", "sms", "mailto", "geo", "webcal"}


def clean(html: str) -> str:
    """`html` with only what may stand on a page; addresses that run something are left out."""
    return nh3.clean(
        html,
        tags=_TAGS,
        clean_content_tags={"script", "style"},
        attributes={"*": _ANYWHERE, "a": {"href", "rel"}},
        generic_attribute_prefixes={"data-", "aria-"},
        url_schemes=_SCHEMES,
        link_rel=None,
        strip_comments=True,
    )
