"""Portal forms as descriptions: labels, field names, order and validation, drawn and read in one place."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from stagedoor.practice.pages import Html, el

Kind = Literal["text", "textarea", "radio", "checkbox", "select", "hidden"]
Values = Mapping[str, Sequence[str]]
Check = Callable[[str], str]  # an error message, or nothing


def anything(_: str) -> str:
    return ""


@dataclass(frozen=True)
class Field:
    """One field. A textarea whose lines count by themselves checks each line."""

    name: str
    label: str
    kind: Kind = "text"
    options: tuple[tuple[str, str], ...] = ()  # value, label
    required: str = ""  # what the page says when it is missing
    hint: str = ""
    check: Check = anything
    by_line: bool = False
    most: int = 0  # lines or ticks at most; 0: no limit


@dataclass(frozen=True)
class Form:
    """A form in the order in which the page shows it."""

    submit: str
    fields: tuple[Field, ...]
    title: str = ""

    def errors(self, values: Values) -> dict[str, str]:
        """Field name to what the page says about it."""
        found = {field.name: _error(field, _given(field, values)) for field in self.fields}
        return {name: text for name, text in found.items() if text}

    def draw(self, action: str, values: Values | None = None, errors: Mapping[str, str] | None = None) -> Html:
        parts = [_drawn(field, list((values or {}).get(field.name, ()))) for field in self.fields]
        said = [el("p", text, class_="error", role="alert") for text in (errors or {}).values()]
        title = (el("h2", self.title),) if self.title else ()
        button = el("button", self.submit, type="submit")
        return el("form", *title, *said, *parts, button, method="post", action=action)


def read(form: Form, pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """The values of the form's own fields out of what the browser sent."""
    return {f.name: [value.strip() for name, value in pairs if name == f.name] for f in form.fields}


def one(values: Values, name: str) -> str:
    """The single value of a field, or nothing."""
    found = values.get(name, ())
    return found[0] if found else ""


def lines(values: Values, name: str) -> list[str]:
    """The non-empty lines of a textarea."""
    return [line.strip() for line in one(values, name).splitlines() if line.strip()]


def _given(field: Field, values: Values) -> list[str]:
    return lines(values, field.name) if field.by_line else [v for v in values.get(field.name, ()) if v]


def _error(field: Field, given: list[str]) -> str:
    if not given:
        return field.required
    if field.most and len(given) > field.most:
        return f"{field.label}: at most {field.most}."
    allowed = {value for value, _ in field.options}
    if allowed and not set(given) <= allowed:
        return f"{field.label}: choose one of the options."
    return next((text for text in map(field.check, given) if text), "")


def _drawn(field: Field, given: list[str]) -> Html:
    hint = (el("p", field.hint, class_="hint"),) if field.hint else ()
    first = given[0] if given else ""
    if field.kind == "hidden":
        return el("input", type="hidden", name=field.name, value=first)
    if field.kind in ("radio", "checkbox"):
        boxes = [_choice(field, value, label, value in given) for value, label in field.options]
        return el("fieldset", el("legend", field.label), *hint, *boxes)
    label = el("label", field.label, for_=field.name)
    if field.kind == "select":
        options = [el("option", text, value=value, selected=value in given) for value, text in field.options]
        return el("div", label, *hint, el("select", *options, id=field.name, name=field.name))
    if field.kind == "textarea":
        return el("div", label, *hint, el("textarea", first, id=field.name, name=field.name, rows="4"))
    box = el("input", type="text", id=field.name, name=field.name, value=first, autocomplete="off")
    return el("div", label, *hint, box)


def _choice(field: Field, value: str, label: str, ticked: bool) -> Html:
    box = el("input", type=field.kind, id=f"{field.name}-{value}", name=field.name, value=value, checked=ticked)
    return el("label", box, " ", label, class_="choice", for_=f"{field.name}-{value}")
