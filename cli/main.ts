#!/usr/bin/env node
process.stdout.write("learnkit\n");
