import type { TestCell } from './a-system.ts';

/** Draws a number from 0 to below 1. */
export type Random = () => number;

/** A system with, for each cell, the smallest cells that it is made of. */
export interface RandomSystem {
  kind: string;
  cells: TestCell[];
  atoms: ReadonlySet<number>[];
}

/** Cells that add up, some with tight denominators, some not displayed, some not known. */
export function drawSystem(random: Random): RandomSystem {
  const kinds = { hierarchy, 'two parents': twoParents, 'cohorts and areas': cohortsAndAreas, list };
  const names = Object.keys(kinds) as (keyof typeof kinds)[];
  const kind = names[Math.floor(random() * names.length)]!;
  const build = new Builder(random);
  kinds[kind](build);
  return { kind, cells: build.cells, atoms: build.atoms };
}

/** LSOA, ward, district, region: two to four levels. */
function hierarchy(build: Builder): void {
  const levels = build.between(2, 4);
  const grow = (level: number): number => {
    if (level === 0) return build.atom();
    return build.sum(Array.from({ length: build.between(1, level > 2 ? 2 : 4) }, () => grow(level - 1)));
  };
  grow(levels - 1);
}

/** Areas in two kinds of parents that cut across one another, both adding up to the whole. */
function twoParents(build: Builder): void {
  const areas = Array.from({ length: build.between(4, 12) }, () => build.atom());
  const first = build.group(areas, build.between(1, 4)).map((group) => build.sum(group));
  const second = build.group(areas, build.between(1, 4)).map((group) => build.sum(group));
  build.sum(first, second);
}

/** Cohorts that add up to all in every area and in every parent. */
function cohortsAndAreas(build: Builder): void {
  const cohorts = build.between(2, 3);
  const areas = Array.from({ length: build.between(2, 5) }, () => {
    const parts = Array.from({ length: cohorts }, () => build.atom());
    return [...parts, build.sum(parts)];
  });
  const sumUp = (group: number[][]): number[] => {
    const parts = Array.from({ length: cohorts }, (_, cohort) =>
      build.sum(group.map((area) => area[cohort]!)),
    );
    return [
      ...parts,
      build.sum(
        parts,
        group.map((area) => area[cohorts]!),
      ),
    ];
  };
  const wards = build.group(areas, build.between(1, 2)).map(sumUp);
  if (wards.length > 1) sumUp(wards);
}

/** A region of which a list shows some areas and their total. */
function list(build: Builder): void {
  const listed = Array.from({ length: build.between(1, 6) }, () => build.atom());
  const others = Array.from({ length: build.between(1, 5) }, () => build.atom({ isDisplayed: false }));
  build.sum([...listed, ...others]);
  if (build.chance(0.7)) build.sum(listed);
  const wards = build.group([...listed, ...others], 3);
  if (build.chance(0.5)) for (const ward of wards) build.sum(ward);
}

class Builder {
  readonly cells: TestCell[] = [];
  readonly atoms: Set<number>[] = [];
  readonly #random: Random;
  readonly #typical: number;

  constructor(random: Random) {
    this.#random = random;
    this.#typical = 2 + random() * 18;
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  between(low: number, high: number): number {
    return low + Math.floor(this.#random() * (high - low + 1));
  }

  atom(parts: Partial<TestCell> = {}): number {
    const count = Math.floor(-Math.log(1 - this.#random()) * this.#typical);
    const upper = this.chance(0.2) ? count + this.between(0, 8) : undefined;
    this.atoms.push(new Set([this.cells.length]));
    return this.#push({ count, ...(upper !== undefined && { upper }), ...parts });
  }

  /** A total of these cells; of several lists, of each of them. */
  sum(...sums: number[][]): number {
    const atoms = sums[0]!.flatMap((part) => [...this.atoms[part]!]);
    const count = atoms.reduce((total, atom) => total + this.cells[atom]!.count, 0);
    this.atoms.push(new Set(atoms));
    const isDisplayed = !this.chance(0.05);
    return this.#push({ count, sums, isDisplayed });
  }

  /** Deals things into so many groups at most, none of them empty. */
  group<Thing>(things: readonly Thing[], most: number): Thing[][] {
    const groups = Array.from({ length: most }, (): Thing[] => []);
    for (const thing of things) groups[Math.floor(this.#random() * most)]!.push(thing);
    return groups.filter((group) => group.length > 0);
  }

  #push(cell: TestCell): number {
    this.cells.push(cell);
    return this.cells.length - 1;
  }
}
