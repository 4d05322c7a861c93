"""The README says what there is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer.main
from typer.core import TyperGroup

from data.cli import cli
from data.measures.catalogue import read_catalogue
from data.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _default(value: object) -> str:
    text = value.relative_to(ROOT) if isinstance(value, Path) and value.is_absolute() else value
    return f"`{text}`" if str(text) else "(empty)"


def test_every_setting_is_in_the_readme_with_its_default_and_description() -> None:
    rows = {
        f"| `SURGERY_{name.upper()}` | {_default(field.default)} | {field.description} |"
        for name, field in Settings.model_fields.items()}
    assert rows == {line for line in README.splitlines() if line.startswith("| `SURGERY_")}


def _commands(group: TyperGroup, name: str = "surgery") -> Iterator[tuple[str, Any]]:
    for word, command in group.commands.items():
        yield f"{name} {word}", command
        if isinstance(command, TyperGroup):
            yield from _commands(command, f"{name} {word}")


def test_every_command_and_each_of_its_options_is_in_the_readme() -> None:
    root = typer.main.get_command(cli)
    assert isinstance(root, TyperGroup)
    found = dict(_commands(root))
    assert {"surgery demo", "surgery load", "surgery snapshots withdraw"} <= set(found)
    for name, command in found.items():
        lines = "\n".join(line for line in README.splitlines() if f"`{name}" in line)
        assert lines, name
        for option in command.params:
            names = [o for o in (*option.opts, *option.secondary_opts) if o.startswith("--")]
            documented = any(o in lines for o in names) or (
                names == ["--store"] and "snapshots" in name)
            assert documented or not names, f"{name} {names}"


def test_every_page_is_in_the_readme() -> None:
    pages = set()
    for page in (ROOT / "pages").glob("*.py"):
        found = re.search(r'path(?:_template)?="(/[^"]*)"', page.read_text(encoding="utf-8"))
        if found:
            pages.add(re.sub(r"<\w+>", "<>", found[1]))
    documented = {re.sub(r"<\w+>", "<>", path) for path in re.findall(r"\| `(/[^`]*)`", README)}
    assert {"/", "/cases", "/localities/<>", "/measures/<>"} <= pages
    assert pages <= documented


def test_the_readme_counts_the_measures_that_there_are() -> None:
    words = {90: "Ninety"}
    assert f"- {words[len(read_catalogue())]} measures" in README
