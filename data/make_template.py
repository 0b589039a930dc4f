"""Makes ivl_template.xlsx, the empty spreadsheet to fill in, from the data dictionary.

python data/make_template.py
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from ivl import template

TEMPLATE_XLSX = HERE / "ivl_template.xlsx"

if __name__ == "__main__":
    TEMPLATE_XLSX.write_bytes(template.workbook())
