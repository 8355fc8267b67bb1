"""What the product costs, measured: `script/bench` runs everything and writes docs/performance.md.

Machines differ and are rarely idle. So everything that is compared is measured in one run, beside
elapsed times stands the processor time, and each run notes how busy the machine was.
"""
