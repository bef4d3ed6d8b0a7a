"""The built wheel, installed away from the checkout beside nothing but what it declares, does the whole job."""

from __future__ import annotations

import email
import os
import shutil
import subprocess
import sys
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
PARTS = ("kjournal", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.pyc", "*.mo", ".ready")  # made by building, or by running


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source in a folder of its own: building must not touch the checkout under the other tests."""
    folder = tmp_path_factory.mktemp("source")
    for name in PARTS:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=LEFT_OUT)
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without network from what the development set-up has."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", str(source), "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder))
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an empty environment with the wheel and the packages it declares."""
    folder = tmp_path_factory.mktemp("environment") / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    pip(
        "--python", str(programs / "python"), "install", "--no-index", "--no-deps", "--no-compile", str(wheel)
    )
    said = subprocess.run(
        [programs / "python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    for name in sorted(declared(wheel)):
        put_in(name, Path(said.stdout.strip()))
    return programs


def pip(*arguments: str) -> None:
    """Run pip, with what it says where it fails."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def declared(wheel: Path) -> set[str]:
    """The packages that the wheel asks for, and those that they ask for."""
    with zipfile.ZipFile(wheel) as content:
        name = next(name for name in content.namelist() if name.endswith(".dist-info/METADATA"))
        asked = email.message_from_bytes(content.read(name)).get_all("Requires-Dist") or []
    found: set[str] = set()
    waiting = [Requirement(text) for text in asked]
    while waiting:
        one = waiting.pop()
        if one.name.lower() in found or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        found.add(one.name.lower())
        waiting += [Requirement(text) for text in metadata.requires(one.name) or []]
    return found


def put_in(name: str, packages: Path) -> None:
    """Put an installed package's files into another environment, by links where the system has them."""
    files = metadata.files(name) or []
    tops = {path.parts[0] for path in files if path.parts[0] not in {"..", "__pycache__"}}
    for top in sorted(tops):
        here = Path(str(metadata.distribution(name).locate_file(top)))
        if (packages / top).exists() or not here.exists():
            continue
        try:
            (packages / top).symlink_to(here, target_is_directory=here.is_dir())
        except OSError:  # Windows asks for a right to make links
            (shutil.copytree if here.is_dir() else shutil.copy)(here, packages / top)


class Rep:
    """A rep with the installed program: a folder, and nothing of the developer's environment."""

    def __init__(self, programs: Path, home: Path, language: str) -> None:
        self.programs, self.folder = programs, home
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
        self.environment = {**kept, "PATH": os.defpath, "HOME": str(home), "USERPROFILE": str(home), "LANG": language,
                            "LOGNAME": "li", "USERNAME": "li", "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip

    def run(self, *words: str, code: int = 0) -> str:
        """What the program prints."""
        done = subprocess.run(
            [self.programs / "kjournal", *words], cwd=self.folder, env=self.environment, capture_output=True, check=False,
        )  # fmt: skip
        said = done.stdout.decode() + done.stderr.decode()
        assert done.returncode == code, said
        return said


def test_all_data_is_inside(source: Path, wheel: Path) -> None:
    """Every file below the package comes along, templates of pages, styles, tables and py.typed; and no test does."""
    with zipfile.ZipFile(wheel) as content:
        inside = set(content.namelist())
    wanted = {
        path.relative_to(source).as_posix()
        for path in (source / "kjournal").rglob("*")
        if path.is_file() and path.suffix not in {".po", ".pot", ".pyc", ".mo"} and path.name != ".ready"
    }
    assert wanted <= inside
    assert {"kjournal/py.typed", "kjournal/journal/matching/readings.txt"} <= inside
    assert any(name.startswith("kjournal/outputs/pages/templates/") for name in inside)
    assert any(name.startswith("kjournal/outputs/pages/assets/") for name in inside)
    assert {name.partition("/")[0].partition("-")[0] for name in inside} == {"kjournal"}
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in inside)


def test_each_catalogue_is_compiled_and_inside(source: Path, wheel: Path) -> None:
    """The words come with the wheel in every language that has a catalogue, compiled as it is built."""
    with zipfile.ZipFile(wheel) as content:
        inside = set(content.namelist())
    catalogues = [path.relative_to(source) for path in (source / "kjournal" / "words").rglob("*.po")]
    assert catalogues
    assert {path.with_suffix(".mo").as_posix() for path in catalogues} <= inside


def test_it_is_not_the_checkout_that_runs(installed: Path, tmp_path: Path) -> None:
    """The program is the wheel's own, and what it did not declare is not there."""
    script = "import kjournal, importlib.util; print(kjournal.__file__); print(importlib.util.find_spec('hypothesis'))"
    said = subprocess.run(
        [installed / "python", "-I", "-c", script], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    where, other = said.stdout.splitlines()
    assert Path(where).is_relative_to(installed.parent)
    assert other == "None"


def test_a_rep_without_checkout_does_the_whole_job(installed: Path, tmp_path: Path) -> None:
    """From `init` to feeds and pages, with every command that reads data of the package on the way."""
    rep = Rep(installed, tmp_path, "en_US.UTF-8")
    assert rep.run("--version").startswith("kjournal 0.")
    assert "A journal begins in journal\n" in rep.run("init", "journal")
    rep.folder /= "journal"
    assert rep.run("new", "customer", "韦氏诊所", "--class", "诊所", "--region", "向阳镇").splitlines() == [
        str(Path("customers", "韦氏诊所.md"))
    ]
    assert rep.run("new", "visit", "weishi").startswith("visits")  # found by its pinyin
    assert "2 customers and 2 visits read, " in rep.run("build")
    site = rep.folder / "site"
    assert {"index.html", "customers.html", "subscribe.html"} <= {path.name for path in site.iterdir()}
    assert (site / "feeds" / "li.ics").read_bytes().startswith(b"BEGIN:VCALENDAR\r\n")
    assert "4 notes: " in rep.run("check")
    assert "韦氏诊所" in rep.run("find", "wszs")
    assert "KJ215" in rep.run("explain", "KJ215")
    assert "Example clinic" in rep.run("show", "EXAMPLE-1")
    assert "Example clinic" in rep.run("why", "EXAMPLE-1")
    assert "0 bad, " in rep.run("doctor")


def test_the_words_are_chinese_where_the_rep_is(installed: Path, tmp_path: Path) -> None:
    """The installed catalogue is found: a Chinese environment reads Chinese sentences."""
    rep = Rep(installed, tmp_path, "zh_CN.UTF-8")
    said = rep.run("init", "客情")
    assert "A journal begins" not in said
    assert "客情" in said
    rep.folder /= "客情"
    assert "no customer is called" not in rep.run("show", "没有这家", code=2)
    assert "no problems" not in rep.run("build")
