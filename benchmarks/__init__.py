"""Benchmarks: `script/bench` runs them all and writes docs/performance.md.

Machines differ and are rarely idle. So all compared values come from one run, elapsed times stand
beside processor times, and each run records the load of the machine.
"""
