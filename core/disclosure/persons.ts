import type { CellSystem } from './cells.ts';

/** Who stands alone in which cells. */
export interface Persons {
  /** Of each cell with one person in it, a number that it shares with the other cells of that person; −1 of all others. */
  person: Int32Array;
  /** 1 = the person knows that count: of a cell that is no total of another one with only him. */
  isOwn: Uint8Array;
}

/** A total of 1 and the one part of it that is 1 count the same person. */
export function listPersons({ equations, sameness }: CellSystem, truth: Float64Array): Persons {
  const person = Int32Array.from(truth, (count, cell) => (count === 1 ? cell : -1));
  const isOwn = Uint8Array.from(person, (known) => (known < 0 ? 0 : 1));
  const find = (cell: number): number => {
    let top = cell;
    while (person[top] !== top) top = person[top]!;
    return top;
  };
  for (const { total, start, parts } of sameness === undefined ? [equations] : [equations, sameness]) {
    for (let equation = 0; equation < total.length; equation += 1) {
      const whole = total[equation]!;
      if (truth[whole] !== 1) continue;
      const part = parts.subarray(start[equation], start[equation + 1]).find((cell) => truth[cell] === 1);
      if (part === undefined) continue;
      person[find(part)] = find(whole);
      isOwn[whole] = 0;
    }
  }
  return { person: person.map((known, cell) => (known < 0 ? -1 : find(cell))), isOwn };
}
