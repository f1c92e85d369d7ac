#!/usr/bin/env bash
# Wrong for ShellCheck: the folder is not there, and the script goes on.
cd "$1"
rm -r ./*
