import type { JudgedSensitivity, ReleaseSummary } from '#contract';

/** What is known of a file before anybody has said how sensitive it is. */
export type UnjudgedSource = Pick<ReleaseSummary, 'kind' | 'publisher' | 'licence'> & {
  /** Its name, and what it holds in words. */
  names: readonly string[];
};

/** Kinds of release that count people in care of a provider: nobody has treated them before. */
const countedHere: readonly ReleaseSummary['kind'][] = ['performance'];

/** Words of a licence, a title or a file's name under which figures are handed on in confidence. */
const confidential =
  /\b(restricted|confidential|official[ -]sensitive|unpublished|not for publication|not to be published|internal use|management information|data[ -]sharing agreement|personal data|unsuppressed|undisclosed)\b/i;

/** Licences under which anybody may publish. */
const open =
  /\b(open government licen[cs]e|ogl|open data|creative commons|cc[ -]by|cc0|odbl|public domain|open licen[cs]e)\b/i;

/** `claimants_restricted.csv` says the same as "claimants restricted". */
const inWords = (text: string): string => text.replaceAll(/[_.]+/g, ' ');

/**
 * How sensitive a release is, guessed from its licence and source where nobody says. Restricted: performance, and what a licence,
 * publisher, title or file name calls confidential, restricted, unpublished or management information; such a word outweighs an open
 * licence. Everything else is published, as most files are that anybody can download. `because` is a clause for a report.
 *
 * @example guessSensitivity({ kind: 'performance', publisher: null, licence: null, names: [] }).is // 'restricted'
 */
export function guessSensitivity({ kind, publisher, licence, names }: UnjudgedSource): JudgedSensitivity {
  const said = [licence, publisher, ...names].flatMap((text) =>
    text === null ? [] : (inWords(text).match(confidential)?.[0] ?? []),
  )[0];
  if (said !== undefined) return { is: 'restricted', because: `its source says “${said}”` };
  if (licence !== null && open.test(licence))
    return { is: 'published', because: 'its licence lets anybody publish it' };
  if (countedHere.includes(kind))
    return { is: 'restricted', because: 'it counts people whom providers look after' };
  return { is: 'published', because: 'nothing in its source speaks against it' };
}
