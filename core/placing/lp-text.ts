import type { IntegerProgramme } from './programme.ts';

/** The programme in CPLEX LP format, for solvers and people who read text. */
export function toLpText(programme: IntegerProgramme): string {
  const { columnNames, objective, offset, sense, rowCount } = programme;
  const columns = columnNames.map((_, column) => column);
  const objectiveTerms = writeTerms(
    columns
      .filter((column) => objective[column] !== 0)
      .map((column) => [objective[column]!, columnNames[column]!]),
  );
  const rows = Array.from({ length: rowCount }, (_, row) => writeRow(programme, row)).flat();
  const integers = columns
    .filter((column) => programme.isInteger[column] === 1)
    .map((column) => columnNames[column]!);
  return [
    sense === 'maximise' ? 'Maximize' : 'Minimize',
    ` objective: ${[objectiveTerms, offset === 0 ? '' : `+ ${offset}`].filter((part) => part !== '').join(' ') || '0'}`,
    'Subject To',
    ...rows,
    'Bounds',
    ...columns.map(
      (column) =>
        ` ${programme.columnLower[column]} <= ${columnNames[column]} <= ${programme.columnUpper[column]}`,
    ),
    'Generals',
    ...integers.map((name) => ` ${name}`),
    'End',
    '',
  ].join('\n');
}

function writeRow(programme: IntegerProgramme, row: number): string[] {
  const { rowStart, columns, coefficients, columnNames, rowLower, rowUpper, rowNames } = programme;
  const terms: [number, string][] = [];
  for (let entry = rowStart[row]!; entry < rowStart[row + 1]!; entry += 1)
    terms.push([coefficients[entry]!, columnNames[columns[entry]!]!]);
  const left = terms.length === 0 ? `0 ${columnNames[0] ?? 'x0'}` : writeTerms(terms);
  const name = rowNames[row]!;
  const sides: string[] = [];
  if (Number.isFinite(rowUpper[row]!)) sides.push(` ${name}: ${left} <= ${rowUpper[row]}`);
  if (Number.isFinite(rowLower[row]!))
    sides.push(` ${name}${sides.length > 0 ? 'b' : ''}: ${left} >= ${rowLower[row]}`);
  return sides;
}

/** Lines are kept short: some readers stop at 255 characters. */
function writeTerms(terms: readonly [number, string][]): string {
  return terms
    .map(([value, name], index) => {
      const sign = value < 0 ? '- ' : index === 0 ? '' : '+ ';
      const size = Math.abs(value) === 1 ? '' : `${Math.abs(value)} `;
      return `${index > 0 && index % 8 === 0 ? '\n  ' : ''}${sign}${size}${name}`;
    })
    .join(' ');
}
