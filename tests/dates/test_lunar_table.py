"""The table of lunar years against tyme4py, from which it is generated.

`python tests/dates/test_lunar_table.py > kjournal/dates/lunar_table.py` writes the module anew.
"""

import sys
from datetime import date

from tyme4py.lunar import LunarYear

from kjournal.dates import lunar_table

HEAD = '''"""The lunar years 1900 to 2100, one number each: generated from tyme4py by `tests/dates/test_lunar_table.py`.

From the low end: 13 bits, one a month in the year's order, set where the month has 30 days; 4 bits for the month
that is doubled (0: none); then the days from 1 January to the lunar new year's day.
"""

FIRST_YEAR = 1900

# fmt: off
YEARS = (
'''


def packed(year: int) -> int:
    """What tyme4py says about a lunar year, as one number of the table."""
    lunar_year = LunarYear.from_year(year)
    months = lunar_year.get_months()
    long = sum(1 << i for i, month in enumerate(months) if month.get_day_count() == 30)
    first = months[0].get_first_julian_day().get_solar_day()
    new_year = date(first.get_year(), first.get_month(), first.get_day())
    doubled: int = lunar_year.get_leap_month()
    return (new_year - date(year, 1, 1)).days << 17 | doubled << 13 | long


def module() -> str:
    """The whole text of `kjournal/dates/lunar_table.py`."""
    numbers = [f"0x{packed(year):06X}" for year in range(1900, 2101)]
    rows = ["    " + ", ".join(numbers[i : i + 10]) + "," for i in range(0, len(numbers), 10)]
    return HEAD + "\n".join(rows) + "\n)\n# fmt: on\n"


def test_the_table_is_what_tyme4py_says() -> None:
    """The table stands in the package as its source gives it: nobody edits it by hand."""
    with open(lunar_table.__file__, encoding="utf-8") as file:  # noqa: PTH123  a module's own file
        assert file.read() == module()


if __name__ == "__main__":
    sys.stdout.write(module())
