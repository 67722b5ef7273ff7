#!/usr/bin/env node
// npx throughline VERB: the command line, also from a clone in which nothing is installed yet.
import './node-version.mjs';

await import('./command-line.mjs');
