// Run as a process of its own, with another clock and in another time zone: the command line once for each line of words.
import { runCommandLine } from '../../cli/command-line.ts';

for (const line of process.argv.slice(2)) await runCommandLine(JSON.parse(line) as string[]);
