"""House rules that are read off the source."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "okprofs"
SOURCES = sorted(path for path in PACKAGE.rglob("*.py") if "node_modules" not in path.parts)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text())


@cache
def calls(path: Path) -> list[tuple[str, int]]:
    return [(ast.unparse(node.func), node.lineno) for node in ast.walk(tree(path)) if isinstance(node, ast.Call)]


def test_there_is_exactly_one_commit_in_the_package() -> None:
    found = [
        (str(path.relative_to(ROOT)), name) for path in SOURCES for name, _ in calls(path) if name.endswith(".commit")
    ]
    assert found == [("okprofs/kernel/db.py", "session.commit")]


def test_only_the_clock_asks_for_the_time() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in SOURCES
        for name, line in calls(path)
        if name in {"datetime.now", "datetime.utcnow", "date.today", "datetime.today", "time.time", "sa.func.now"}
        and path != PACKAGE / "kernel" / "clock.py"
    ]
    assert wrong == []


def test_only_three_places_call_a_text_safe() -> None:
    in_code = {str(path.relative_to(ROOT)) for path in SOURCES for name, _ in calls(path) if name == "Markup"}
    assert in_code <= {f"okprofs/kernel/{name}.py" for name in ("fragments", "locale", "markdown")}
    assert [path.name for path in TEMPLATES if re.search(r"\|\s*safe\b", path.read_text())] == []


def test_only_the_writers_write_spreadsheets_and_only_one_builder_makes_mail() -> None:
    allowed = {
        "csv.writer": {"okprofs/kernel/spreadsheets.py"},
        "Workbook": {"okprofs/kernel/spreadsheets.py"},
        "EmailMessage": {"okprofs/mail/rendering.py"},
        "formataddr": set(),
        "MIMEText": set(),
    }
    for path in SOURCES:
        for name, line in calls(path):
            if name in allowed:
                assert str(path.relative_to(ROOT)) in allowed[name], f"{path}:{line} {name}"


def test_no_template_holds_a_style_a_script_or_a_handler_of_its_own() -> None:
    wrong = []
    for path in TEMPLATES:
        text = path.read_text()
        if "mail" in path.parts and path.name == "layout.html":
            continue  # the frame of our letters: mail programs know no style sheets
        if re.search(r"\sstyle=|\son[a-z]+=\"|<style", text):
            wrong.append(path.name)
        scripts = re.findall(r"<script[^>]*>", text)
        wrong += [path.name for tag in scripts if "src=" not in tag and 'type="application/ld+json"' not in tag]
    assert wrong == []


def test_the_readme_names_only_paths_that_exist() -> None:
    readme = (ROOT / "README.md").read_text()
    paths = re.findall(r"`((?:okprofs|templates|tests|migrations)/[\w./<>*-]*|config\.py|wsgi\.py|Makefile)`", readme)
    assert paths, "the README shows the way to nothing"
    missing = [path for path in paths if not (ROOT / path).exists() and not list(ROOT.glob(path))]
    assert missing == []


def test_every_module_says_which_question_it_answers() -> None:
    assert [str(path.relative_to(ROOT)) for path in SOURCES if not ast.get_docstring(tree(path))] == []


def test_no_file_of_ours_grows_beyond_reading() -> None:
    long = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in SOURCES}
    assert {path: lines for path, lines in long.items() if lines > 400} == {}
