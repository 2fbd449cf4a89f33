"""A small, safe HTML writer for the simulated portals: plain pages that a person and a test can read."""

from collections.abc import Iterable
from html import escape

STYLE = """
body{font:16px/1.5 system-ui,sans-serif;margin:0;color:#171b21;background:#f5f6f8}
header{background:#171b21;color:#fff;padding:10px 24px}header small{color:#f0b04c}
nav a{margin-right:16px}main,nav{max-width:760px;margin:16px auto;padding:0 24px}
section,form{background:#fff;border:1px solid #e1e5eb;border-radius:8px;padding:16px;margin:16px 0}
label{display:block;margin:8px 0 2px}label.choice{margin:4px 0}
input[type=text],textarea,select{width:100%;box-sizing:border-box;padding:8px;font:inherit}
input[type=text],textarea,select{border:1px solid #7f8896;border-radius:6px}
button{font:inherit;padding:8px 16px;margin:8px 8px 0 0;border:0;border-radius:6px;background:#3451d1;color:#fff}
button:disabled{background:#9aa5b3}fieldset{border:1px solid #e1e5eb;border-radius:6px;margin:8px 0}
.error{color:#c02b2b}.hint{color:#5a6472;font-size:14px}code{overflow-wrap:anywhere}pre{white-space:pre-wrap}
"""
EMPTY = ("input", "br", "img", "meta")


class Html(str):
    """Text that is markup already and must not be escaped again."""

    __slots__ = ()


def el(tag: str, *children: str, **attributes: str | bool) -> Html:
    """An element; plain text is escaped. `class_` and `for_` lose their last underscore."""
    text = "".join(
        f" {name.rstrip('_')}" if value is True else f' {name.rstrip("_")}="{escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    )
    inside = "".join(c if isinstance(c, Html) else escape(c) for c in children)
    return Html(f"<{tag}{text}>" if tag in EMPTY else f"<{tag}{text}>{inside}</{tag}>")


def join(parts: Iterable[str]) -> Html:
    return Html("".join(p if isinstance(p, Html) else escape(p) for p in parts))


def page(title: str, *parts: str, site: str, nav: Iterable[tuple[str, str]] = ()) -> str:
    """A whole page. `nav` is label and address."""
    links = join(el("a", label, href=address) for label, address in nav)
    head = el("head", el("meta", charset="utf-8"), el("title", f"{title} - {site}"), el("style", Html(STYLE)))
    body = el(
        "body",
        el("header", el("strong", site), " ", el("small", "Practice: nothing here is real")),
        el("nav", links) if links else Html(""),
        el("main", el("h1", title), *parts),
    )
    return "<!DOCTYPE html>" + el("html", head, body, lang="en")


def button_form(action: str, label: str, **hidden: str) -> Html:
    """A form of one button."""
    inputs = (el("input", type="hidden", name=name, value=value) for name, value in hidden.items())
    return el("form", *inputs, el("button", label, type="submit"), method="post", action=action)


def shown(label: str, value: str) -> Html:
    """A value to copy."""
    return el("p", el("strong", label), el("br"), el("code", value))
