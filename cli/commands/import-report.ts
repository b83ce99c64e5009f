import { sensitivities, type ImportReport, type ObservationsMapping, formatPlural } from '#contract';
import { groupDigits } from '../output.ts';

/** How observations were read, where nothing was taken for granted: what was guessed shows here. */
function listReading({ mapping, alreadyImported }: ImportReport): string[] {
  if (mapping.family !== 'observations' || alreadyImported) return [];
  const where = [
    `codes from “${mapping.codeColumn}”`,
    `values from ${valuesOf(mapping)}`,
    ...periodOf(mapping),
    ...Object.entries(mapping.cohortColumns).map(([dimension, column]) => `${dimension} from “${column}”`),
    ...Object.entries(mapping.cohort).map(([dimension, value]) => `${dimension} ${value} for all rows`),
  ];
  return [`Read as a ${mapping.kind}: ${where.join(', ')}.`];
}

function valuesOf({ valueColumn, sumColumns, periodColumns }: ObservationsMapping): string {
  if (valueColumn !== null) return `“${valueColumn}”`;
  return sumColumns === null
    ? `${periodColumns?.length ?? 0} columns of periods`
    : `the columns of ${sumColumns} added up`;
}

function periodOf({ periodColumn, period, periodColumns }: ObservationsMapping): string[] {
  if (periodColumns !== null) return [];
  return [periodColumn === null ? `${period} for all rows` : `periods from “${periodColumn}”`];
}

/** What may not leave as it is shows here. */
function listSensitivity({ sensitivity: judged, alreadyImported }: ImportReport): string[] {
  if (judged?.is !== 'restricted' || alreadyImported) return [];
  const because = judged.because === null ? '' : `, because ${judged.because}`;
  return [`${sensitivities.restricted.name}${because}: ${sensitivities.restricted.sentence}.`];
}

/** What areas that a file leaves out are without. */
function lackOf(mapping: ImportReport['mapping']): string {
  if (mapping.family === 'lookup') return `link to ${mapping.to}`;
  return mapping.family === 'points' ? 'point' : 'value';
}

/** The report of an import in lines for a person: what was taken, how it was read, and what a person should look at. */
export function listReport(report: ImportReport): string[] {
  const { rows, unmatched, rejects, markers, mended, warnings } = report;
  const examples = (list: string[], total: number): string =>
    `${list.slice(0, 5).join(', ')}${total > 5 ? ', …' : ''}`;
  return [
    report.alreadyImported
      ? `This file was imported before, as release ${report.release}; nothing was changed.`
      : `Release ${report.release}: ${groupDigits(rows.taken)} of ${groupDigits(rows.read)} rows taken, ${groupDigits(rows.rejected)} rejected, in ${report.seconds.toFixed(1)} s.`,
    ...listReading(report),
    ...listSensitivity(report),
    ...rejects.slice(0, 10).map(({ row, reason }) => `  row ${row}: ${reason}`),
    ...(rejects.length > 10 ? [`  … and ${groupDigits(rows.rejected - 10)} more`] : []),
    ...(unmatched.codesTotal > 0
      ? [
          `${formatPlural(unmatched.codesTotal, 'code is', 'codes are')} not in the geography: ${examples(unmatched.codes, unmatched.codesTotal)}`,
        ]
      : []),
    ...(unmatched.areasTotal > 0
      ? [
          `${formatPlural(unmatched.areasTotal, 'area has', 'areas have')} no ${lackOf(report.mapping)}: ${examples(unmatched.areas, unmatched.areasTotal)}`,
        ]
      : []),
    ...markers.map(
      ({ marker, takenFor, times }) =>
        `"${marker}" taken for ${takenFor}, ${times === 1 ? 'once' : `${groupDigits(times)} times`}`,
    ),
    ...mended.map(
      ({ kind, times, examples: codes }) =>
        `mended ${kind} in ${formatPlural(times, 'area')}: ${examples(codes, times)}`,
    ),
    ...warnings,
  ];
}
