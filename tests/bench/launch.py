"""Run a command and write down what it took: `python -I -S launch.py FIGURES COMMAND…`.

The peak that the system tells of a process is at least what its parent held when it was started, and who measures
holds much. This program imports nothing, so that it holds less than anything measured.
"""

import os
import sys
import time

if __name__ == "__main__":
    _began = time.perf_counter()
    _process = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
    _pid, _status, _used = os.wait4(_process, 0)
    _wall = time.perf_counter() - _began
    with open(sys.argv[1], "w", encoding="ascii") as _file:  # noqa: PTH123  nothing is imported here
        _file.write(f"{_used.ru_utime + _used.ru_stime} {_wall} {_used.ru_maxrss / 1024}")
    sys.exit(os.waitstatus_to_exitcode(_status))
