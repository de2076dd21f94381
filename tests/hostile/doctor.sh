#!/bin/sh
# What doctor reads on a host.
exec python3 /project/tests/hostile/run.py doctor
