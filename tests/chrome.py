"""Find Chrome or Chromium for the browser tests, and install one where there is none.

``make test`` runs this file before pytest. Browser tests are never skipped: whoever has no
browser, and cannot be given one, is told how to get it.
"""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chrome")

PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "~/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "~/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"%ProgramFiles%\Google\Chrome\Application\chrome.exe",
    r"%ProgramFiles(x86)%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Google\Chrome\Application\chrome.exe",
    r"%LocalAppData%\Chromium\Application\chrome.exe",
)

HOW_TO_GET_ONE = (
    "The browser tests need Chrome or Chromium: none was found, and none could be installed. "
    "Install either, or set CHROME_PATH to the program if you have it elsewhere."
)
NO_DRIVER = (
    "Playwright, which drives the browser in the tests, does not start on this machine. "
    "`python -m playwright --version` tells why; it may miss a system library such as libatomic."
)


class NoBrowser(Exception):
    """There is no browser to test with; the message says what to do about it."""


def find() -> str:
    """The program to test with: CHROME_PATH, else a browser of this machine, else Playwright's.

    Raises:
        NoBrowser: if there is none, or CHROME_PATH is not a program, or Playwright cannot run.
    """
    chosen = os.environ.get("CHROME_PATH")
    if chosen and not shutil.which(chosen):
        raise NoBrowser(f"CHROME_PATH is {chosen}, which is not a program.")
    if not _driver_runs():
        raise NoBrowser(NO_DRIVER)
    if found := (shutil.which(chosen) if chosen else _on_this_machine() or _playwrights_own()):
        return found
    raise NoBrowser(HOW_TO_GET_ONE)


def find_or_install() -> str:
    """As ``find``; where that fails for want of something we can install, install it first."""
    try:
        return find()
    except NoBrowser:
        if os.environ.get("CHROME_PATH"):
            raise
    _install()
    return find()


def is_root() -> bool:
    """Whether we may install packages, and whether Chrome refuses its sandbox to us."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _on_this_machine() -> str | None:
    places = (os.path.expandvars(os.path.expanduser(place)) for place in PLACES)
    return next(filter(None, map(shutil.which, (*NAMES, *places))), None)


def _driver_runs() -> bool:
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True).returncode == 0


def _playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def _install() -> None:
    # Ubuntu has apt-get too, but its Chromium is a snap, which does not start in a container.
    if is_root() and shutil.which("apt-get") and _system() == "debian":
        # Playwright's driver needs libatomic1, which nothing asks for on its behalf.
        apt_get = ("apt-get", "-qq", "--yes", "--no-install-recommends")
        _run(*apt_get, "update", stdout=subprocess.DEVNULL)
        _run(*apt_get, "install", "chromium", "libatomic1", stdout=subprocess.DEVNULL)
    if not _on_this_machine():
        _run(sys.executable, "-m", "playwright", "install", "chromium")


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["ID"]
    except OSError:  # not Linux
        return platform.system()


def _run(*command: str, stdout: int | None = None) -> None:
    """Run a command that may fail: ``find`` looks afterwards what there is."""
    print("$", *command, flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(command, stdout=stdout, env=environment)


if __name__ == "__main__":
    try:
        print(f"Browser for the tests: {find_or_install()}")
    except NoBrowser as problem:
        sys.exit(str(problem))
