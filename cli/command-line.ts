import { Command, CommanderError } from 'commander';
import { showHiddenCharacters } from '#contract';
import { addCatchmentCommand } from './commands/catchment.ts';
import { addCompareCommand } from './commands/compare.ts';
import { addDeriveCommands, addImportCommands } from './commands/import.ts';
import { addLedgerCommand } from './commands/ledger.ts';
import { addPerformanceCommand } from './commands/performance.ts';
import { addPlaceCommand } from './commands/place.ts';
import { addRunCommand } from './commands/run.ts';
import { addServeCommand } from './commands/serve.ts';
import { addTargetCommand } from './commands/target.ts';
import { addTimetablesCommand } from './commands/timetables.ts';
import { addWorkspaceCommands } from './commands/workspace.ts';
import { exitCodeOf, printError } from './output.ts';

/** All commands with their options; a new one for each run, because Commander keeps in it what it has parsed. */
function makeProgram(): Command {
  const program = new Command('pinpoint')
    .description('Decide which small areas get employment and skills help.')
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(showHiddenCharacters(text)) });
  addWorkspaceCommands(program);
  addServeCommand(program);
  addImportCommands(program);
  addDeriveCommands(program);
  addTargetCommand(program);
  addCompareCommand(program);
  addCatchmentCommand(program);
  addTimetablesCommand(program);
  addLedgerCommand(program);
  addPlaceCommand(program);
  addPerformanceCommand(program);
  addRunCommand(program);
  for (const command of [program, ...listAll(program)]) {
    command.exitOverride();
    // Only the commands that do something: a parent that knew the option too would swallow it.
    if (command.commands.length === 0)
      command.option('--json', 'one JSON document on standard output').option('--quiet', 'no progress');
  }
  return program;
}

function listAll(command: Command): Command[] {
  return command.commands.flatMap((child) => [child, ...listAll(child)]);
}

/** Commander's own endings: help and version are successes, everything else is a wrong use. */
function endOf(error: unknown, json: boolean): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  printError(error, json);
  return exitCodeOf(error);
}

/**
 * Does what the words after the program's name say, as in `['describe', 'region.gpkg', '--json']`. Prints results on standard
 * output and errors on standard error, never throws, and leaves the code to end with in `process.exitCode` (unset for success).
 */
export async function runCommandLine(words: readonly string[]): Promise<void> {
  try {
    await makeProgram().parseAsync(words, { from: 'user' });
  } catch (error) {
    process.exitCode = endOf(error, words.includes('--json'));
  }
}
