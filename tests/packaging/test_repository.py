"""What the repository holds, and what would silently break its packages."""

import subprocess
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.packaging.test_wheel import PACKAGES, PYPROJECT, ROOT

LARGEST = 400_000
"""Bytes of a file that a person can still be asked to look at."""
WEIGHTS, LARGEST_WEIGHTS = "annotate/weights.json", 2_000_000


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Every file that git keeps."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("this is no checkout")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file()]


def test_every_tool_names_the_same_packages() -> None:
    tools = PYPROJECT["tool"]
    folders = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"benchmarks"}  # run from the checkout
    assert folders == set(PACKAGES)
    assert set(tools["check-wheel-contents"]["toplevel"]) == set(PACKAGES)
    assert set(tools["importlinter"]["root_packages"]) == set(PACKAGES)
    assert set(PACKAGES) <= set(tools["mypy"]["files"])


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_owns_a_name_of_ours(package: str) -> None:
    assert set(packages_distributions().get(package, ())) <= {"cruxmap"}


def test_no_folder_of_tests_is_a_package_that_would_shadow_one_of_ours() -> None:
    assert list((ROOT / "tests").rglob("__init__.py")) == []


def test_no_two_test_modules_share_a_name() -> None:
    names = [path.name for path in (ROOT / "tests").rglob("test_*.py")]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("package", PACKAGES)
def test_no_line_of_gitignore_drops_a_package(package: str) -> None:
    asked = [f"{package}/module.py", f"{package}/data.toml", f"tests/{package}/test_module.py"]
    done = subprocess.run(["git", "check-ignore", *asked], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode == 128:
        pytest.skip("this is no checkout")
    assert done.stdout == ""


def test_every_file_is_text(tracked: list[Path]) -> None:
    for path in tracked:
        content = path.read_bytes()
        assert b"\0" not in content, path
        content.decode("utf-8")


def test_no_file_is_larger_than_a_person_can_look_at(tracked: list[Path]) -> None:
    sizes = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in tracked}
    assert sizes.pop(WEIGHTS) <= LARGEST_WEIGHTS
    assert {name: size for name, size in sizes.items() if size > LARGEST} == {}


def test_versions_are_pinned_without_addresses() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    lines = [line for line in pins if line and not line.startswith("#")]
    assert lines
    assert all("==" in line and "://" not in line and "@" not in line for line in lines)


def test_every_version_that_the_checks_run_with_is_pinned() -> None:
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {canonicalize_name(line.partition("==")[0]) for line in pins if "==" in line}
    assert needed("cruxmap", {"dev"}) - pinned == {"pip"}  # which every interpreter brings


def needed(name: str, extras: set[str]) -> set[str]:
    """What a distribution with these extras needs on this machine, and what that needs."""
    found: set[str] = set()
    waiting = [(name, extras)]
    while waiting:
        asking, with_extras = waiting.pop()
        # Which drivers torch brings depends on the machine.
        for line in () if asking == "torch" else requires(asking) or ():
            wish = Requirement(line)
            if wish.marker is None or any(wish.marker.evaluate({"extra": extra}) for extra in (*with_extras, "")):
                one = canonicalize_name(wish.name)
                waiting += [] if one in found else [(one, set(wish.extras))]
                found.add(one)
    return found
