import { describeCodes, findCodeKind, findEarliestLsoaVintage } from '#core/area-codes';
import { type BoundariesMapping, type GeographyKind, formatPlural } from '#contract';
import { refusal } from '#data/formats/refusals';
import { listExamples } from '../tables/index.ts';
import type { ImportTask } from '../task.ts';
import type { Intake } from './intake.ts';

/** Throws `input_refused` where nearly all codes are official ones of another kind of area than the import says. */
export function refuseOtherAreas(codes: readonly string[], kind: GeographyKind, file: string): void {
  const kinds = codes.map((code) => findCodeKind(code)?.kind);
  const others = codes.filter((_, index) => kinds[index] && kinds[index] !== kind);
  if (codes.length === 0 || others.length * 10 < codes.length * 9) return;
  const found = findCodeKind(others[0]!)!;
  throw refusal(`The codes of “${file}” are those of ${found.name}, not of the kind ${kind}.`, {
    file,
    found: `codes such as ${others[0]}`,
    expected: `codes of the kind ${kind}`,
    hint: `Import it as ${found.kind}, or choose another field for the codes.`,
  });
}

/** Warns where the codes speak against the stated vintage: some did not exist yet, or another vintage has exactly the same. */
export function reportVintage(
  { mapping, reader }: ImportTask<BoundariesMapping>,
  { tally, parents }: Intake,
): void {
  const codes = [...parents.keys()];
  const later = codes.filter((code) => (findEarliestLsoaVintage(code) ?? mapping.vintage) > mapping.vintage);
  if (later.length > 0) {
    const words = describeCodes(later) ?? 'areas of a later vintage';
    tally.warn(
      `${formatPlural(later.length, 'code')} did not exist in ${mapping.vintage}, such as ${listExamples(later)}: they look like ${words}. Is the vintage right?`,
    );
  }
  const unknown = codes.filter((code) => findCodeKind(code)?.kind === null);
  if (unknown.length * 2 > codes.length) {
    tally.warn(
      `The codes look like ${findCodeKind(unknown[0]!)!.name}, not like the kind ${mapping.geography}.`,
    );
  }
  for (const { geography, vintage, areas } of reader.describe().geographies) {
    if (geography !== mapping.geography || vintage === mapping.vintage || areas !== codes.length) continue;
    const { indexOf } = reader.getAreas(`${geography}:${vintage}`);
    if (codes.every((code) => indexOf.has(code))) {
      tally.warn(
        `These are exactly the codes of ${geography}:${vintage}, which the workspace has already. Is the vintage right?`,
      );
    }
  }
}
