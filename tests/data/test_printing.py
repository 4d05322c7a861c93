"""HTML becomes a PDF that passes PDF/UA-1, a drawing a PNG; what cannot be printed is said."""

from __future__ import annotations

import io
import shutil
import socket
import stat
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import page as checker
import pikepdf
import pytest

from data.printing import About, CannotPrint, Press, find_chromium
from tests.components.made_report import report

ABOUT = About("Performance report: Norfolk", "Norfolk County Council",
              "OFFICIAL. Everyone may have it.", "2016-04-04T09:00:00+00:00")
_ROWS = "".join(f"<tr><th scope=row>Area {n}</th><td>{n}</td></tr>" for n in range(90))
_DRAWN = ("data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='90' height='30'%3E"
          "%3Cpath d='M0 0L90 30' stroke='red'/%3E%3Ctext x='5' y='20'%3E79 %25%3C/text%3E"
          "%3C/svg%3E")
PAGE = (
    "<!doctype html><html lang='en-GB'><head><meta charset='utf-8'><title>Browser’s</title>"
    "<style>@page{{size:A4;margin:20mm}}{style}</style></head><body>"
    "<h1 style='width:9em'>How children are doing</h1>"
    "<p style='background:#eee'>Most plans are up to date. "
    "<a href='https://surgery.example/measures/pep?a=1&amp;b=2'>Education plans</a> and "
    "<a href='#terms'>what the words mean</a>.</p><h2>School</h2><figure><figcaption>Plans by "
    f'month</figcaption><img src="{_DRAWN}" alt="From 70 % to 79 %."></figure>'
    f"<table><caption>By area</caption><thead><tr><th>Area<th>Now</tr></thead>{_ROWS}</table>"
    "<ul><li>One <b>thing</b> and <a href='https://surgery.example/'>another</a></li></ul>"
    "<h3>Words</h3><dl id='terms'><div><dt>Plan</dt><dd>What is to be done.</dd></div></dl>"
    "{more}</body></html>")
MARGINS = "@page{@top-left{content:'OFFICIAL'}@bottom-right{content:'Page ' counter(page)}}"
DRAWING = ("<svg xmlns='http://www.w3.org/2000/svg' width='120' height='40' viewBox='0 0 12 4'>"
           "<path d='M0 0H12V4H0z' fill='#ffffff'/></svg>")


def page(style: str = "", more: str = "") -> str:
    return PAGE.format(style=style, more=more)


@pytest.fixture(scope="module")
def listening() -> Iterator[socket.socket]:
    """A socket of this machine that notices whoever comes."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        yield server


@pytest.fixture(scope="module")
def printed(listening: socket.socket) -> dict[str, bytes]:
    """The page with words in its margins, without, and again by another browser; a drawing."""
    port = listening.getsockname()[1]
    outside = f"<img alt='Nothing' src='http://127.0.0.1:{port}/x.png'>"
    with Press() as press:
        first = press.pdf(page(MARGINS), ABOUT)
        plain = press.pdf(page(), ABOUT)
        drawing = press.png(DRAWING)
    with Press() as press:
        press.pdf(page(more=outside), ABOUT)
        again = press.pdf(page(MARGINS), ABOUT)
    return {"first": first, "plain": plain, "again": again, "drawing": drawing}


@pytest.mark.browser
def test_a_page_passes_every_rule_of_pdf_ua_that_a_program_can_check(
    printed: dict[str, bytes],
) -> None:
    for name in ("first", "plain"):
        found = checker.validate_pdf_bytes(
            printed[name], profile=checker.ValidationProfile.PDF_UA_1)
        assert [f"{fault.rule_id}: {fault.message}" for fault in found.failures] == []
        assert found.rules.total > 100


@pytest.mark.browser
def test_the_file_says_what_it_is_and_when_its_figures_were_made(
    printed: dict[str, bytes],
) -> None:
    with pikepdf.open(io.BytesIO(printed["first"])) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
        assert str(pdf.docinfo.Title) == ABOUT.title
        assert str(pdf.docinfo.CreationDate) == "D:20160404090000+00'00'"
        with pdf.open_metadata() as xmp:
            assert (xmp["dc:title"], xmp["dc:creator"], xmp["dc:description"]) == (
                ABOUT.title, [ABOUT.author], ABOUT.subject)
        width, height = map(float, pdf.pages[0].MediaBox[2:])
        assert (round(width), round(height)) == (595, 842)  # A4 in points


@pytest.mark.browser
def test_headings_are_bookmarks_in_their_order(printed: dict[str, bytes]) -> None:
    def titles(items: list[pikepdf.OutlineItem]) -> list[str]:
        return [title for item in items for title in (item.title, *titles(item.children))]

    with pikepdf.open(io.BytesIO(printed["first"])) as pdf, pdf.open_outline() as outline:
        assert titles(outline.root) == ["How children are doing", "School", "Words"]


@pytest.mark.browser
def test_links_say_in_words_where_they_lead(printed: dict[str, bytes]) -> None:
    with pikepdf.open(io.BytesIO(printed["first"])) as pdf:
        said = [str(note.Contents) for sheet in pdf.pages for note in sheet.get("/Annots", [])]
    assert said == ["Education plans", "A place in this document", "another"]


@pytest.mark.browser
def test_only_what_stands_in_the_margins_is_passed_over(printed: dict[str, bytes]) -> None:
    assert passed_over(printed["plain"]) == 0
    with pikepdf.open(io.BytesIO(printed["first"])) as pdf:
        assert passed_over(printed["first"]) >= 2 * len(pdf.pages)  # a marking and a number each


def passed_over(pdf: bytes) -> int:
    """How many pieces of text stand in no tag."""
    found = 0
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for sheet in opened.pages:
            marks: list[str] = []
            for part in pikepdf.parse_content_stream(sheet):
                operator = str(part.operator)
                if operator in ("BDC", "BMC"):
                    marks.append(str(part.operands[0]))
                elif operator == "EMC":
                    marks.pop()
                elif operator == "BT" and "/Artifact" in marks:
                    found += 1
    return found


@pytest.mark.browser
def test_the_same_page_gives_the_same_bytes_in_another_browser(printed: dict[str, bytes]) -> None:
    assert printed["first"] == printed["again"]


@pytest.mark.browser
def test_printing_loads_nothing(printed: dict[str, bytes], listening: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        listening.accept()


@pytest.mark.browser
def test_a_drawing_is_of_its_own_size_in_pixels(printed: dict[str, bytes]) -> None:
    head = printed["drawing"]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert [int.from_bytes(head[at:at + 4]) for at in (16, 20)] == [120, 40]


# what cannot be printed ------

def test_without_chromium_it_says_what_to_install_and_what_else_prints(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotPrint, match=r"apt-get install chromium.*from your own browser"):
        find_chromium()


def test_a_browser_that_is_named_and_not_there_is_named_in_the_message() -> None:
    with Press("/nowhere/chrome") as press, pytest.raises(CannotPrint, match="/nowhere/chrome"):
        press.pdf(page(), ABOUT)


def program(path: Path, words: str) -> str:
    """A program in place of a browser."""
    path.write_text(f"#!/bin/sh\n{words}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_a_browser_that_does_not_start_is_a_message_and_is_told_no_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SURGERY_SECRET_KEY", "unseen")
    broken = program(tmp_path / "chromium", f"env >{tmp_path}/told; exit 3")
    with Press(broken) as press, pytest.raises(CannotPrint, match="it did not start"):
        press.pdf(page(), ABOUT)
    assert "SURGERY" not in (tmp_path / "told").read_text(encoding="utf-8")


def test_a_browser_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    slow = program(tmp_path / "chromium", f"echo $$ >{tmp_path}/pid; exec sleep 60")
    began = time.monotonic()
    with Press(slow, seconds=1) as press, pytest.raises(CannotPrint, match="Timeout 1000ms"):
        press.pdf(page(), ABOUT)
    assert time.monotonic() - began < 10
    pid = int((tmp_path / "pid").read_text(encoding="utf-8"))
    while running(pid):
        assert time.monotonic() - began < 10
        time.sleep(0.05)


def running(pid: int) -> bool:
    """Whether a process still runs; one that is gone, or only waits to be buried, says nothing."""
    try:
        return bool(Path(f"/proc/{pid}/cmdline").read_bytes())
    except FileNotFoundError:
        return False


def test_whoever_asks_for_a_page_loads_no_part_of_the_press() -> None:
    asked = ("import sys, data.printing\n"
             "print({'playwright', 'pikepdf', 'pandas'} & set(sys.modules))")
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_workbook_takes_no_browser_and_what_cannot_be_made_stops_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with Press() as press:
        with pytest.raises(CannotPrint, match="The spreadsheet could not be made"):
            press.workbook(report(sections=(None,)), "ods")
        with zipfile.ZipFile(io.BytesIO(press.workbook(report(), "ods"))) as book:
            assert "content.xml" in book.namelist()


@pytest.mark.skipif(not shutil.which("chromium"), reason="Debian's name for it")
def test_the_browser_on_path_is_found() -> None:
    assert find_chromium() == shutil.which("chromium")
