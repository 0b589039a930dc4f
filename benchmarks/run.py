"""Runs every benchmark of this folder, each in a process of its own: ``make benchmark``."""

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NO_BENCHMARKS = {"run.py", "timing.py"}


def main() -> None:
    """One after the other, so that none slows another down."""
    for script in sorted(HERE.glob("*.py")):
        if script.name not in NO_BENCHMARKS:
            print(f"\n── {script.stem} ──\n", flush=True)
            subprocess.run([sys.executable, script], check=True)


if __name__ == "__main__":
    main()
