import type { Command } from 'commander';
import { groupDigits, printResult } from '../output.ts';
import { withWorkspace } from '../session.ts';
import { addLeavingOptions, readLeaving, type LeavingOptions } from './leaving-options.ts';
import { settleGeography } from './question.ts';

interface Options extends LeavingOptions {
  json?: boolean;
  rule: string;
  with: string;
  geography?: string;
  period?: string;
  withPeriod?: string;
  need?: string;
}

/** `compare`: which areas enter, leave and stay when one rule gives way to another. */
export function addCompareCommand(program: Command): void {
  const command = program
    .command('compare <workspace>')
    .description('entered, left, stayed, and why')
    .requiredOption('--rule <text>', 'the rule now')
    .requiredOption('--with <text>', 'the rule it is compared with')
    .option('--geography <kind:year>')
    .option('--period <period>', 'of the first rule, and of the second unless --with-period says otherwise')
    .option('--with-period <period>')
    .option('--need <indicator>');
  addLeavingOptions(command).action((workspace: string, options: Options) =>
    withWorkspace(
      workspace,
      async (backend) => {
        const geography = await settleGeography(backend, options.geography);
        const period = options.period ?? null;
        const need = options.need ?? null;
        const result = await backend.client.call('rule.compare', {
          a: { rule: options.rule, geography, period, need, order: null },
          b: { rule: options.with, geography, period: options.withPeriod ?? period, need, order: null },
        });
        printResult(
          options.json === true,
          { ruleA: options.rule, ruleB: options.with, geography, ...result },
          () => [
            `From "${options.rule}" to "${options.with}" on ${geography}:`,
            `${groupDigits(result.entered.length)} entered, ${groupDigits(result.left.length)} left, ${groupDigits(result.stayed.length)} stayed, ${groupDigits(result.unknown.length)} unknown`,
            ...result.entered.map((code) => `+ ${code}  ${result.why[code] ?? ''}`),
            ...result.left.map((code) => `− ${code}  ${result.why[code] ?? ''}`),
          ],
        );
      },
      readLeaving(options),
    ),
  );
}
