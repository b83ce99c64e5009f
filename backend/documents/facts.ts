import type { TargetList } from '#contract';
import { hiddenFact, policyFact, shorthand, type Fact } from '#core/disclosure';
import { describeGaps, listMissing } from '#core/sources';
import { formatNumber } from '#core/targeting';
import { rateDecimals } from './columns.ts';

/** How many decimals a number among the facts has at most, by what it is of. */
const mostDecimals = {
  rate: rateDecimals,
  /** Of people, also where these were estimated; of sites and pounds. */
  count: 1,
  /** Of 1. */
  share: 4,
  /** Minutes or kilometres. */
  travel: 3,
  /** A hundred-thousandth is about a metre. */
  degrees: 5,
};

/** A number as it stands among the facts. */
export function factNumber(value: number, of: keyof typeof mostDecimals): string {
  return formatNumber(value, mostDecimals[of]);
}

/** The shorthand, and where everything comes from, under which policy and by whom it was made: on every document, at the end. */
export function listOrigin(origin: {
  releases: TargetList['releases'];
  licences: string[];
  policy: string;
  /** See `describeHidden`. */
  hidden: string | null;
  author: string | null;
  made: string;
  madeBy: string;
}): Fact[] {
  const { releases, licences, policy, hidden, author, made, madeBy } = origin;
  return [
    ...Object.values(shorthand).map(({ mark, meaning }): Fact => [`Shorthand ${mark}`, meaning]),
    ...releases.map((release): Fact => [`Source ${release.id}`, describeSource(release)]),
    ...describeGaps(releases).map((gap): Fact => ['Sources incomplete', gap]),
    ...licences.map((line): Fact => ['Licence', line]),
    [policyFact, policy],
    ...(hidden === null ? [] : [[hiddenFact, hidden] as Fact]),
    ...(author === null ? [] : [['Made for', author] as Fact]),
    ['Made', made],
    ['Made by', madeBy],
  ];
}

function describeSource(release: TargetList['releases'][number]): string {
  const { title, file, imported, publisher, sha256 } = release;
  const missing = listMissing(release).map((what) => `, no ${what} stated`);
  const by = publisher === null ? '' : `, ${publisher}`;
  return `${title}${by}${missing.join('')}; file ${file}, imported ${imported.slice(0, 10)}, SHA-256 ${sha256}`;
}

function describeNeed({ need }: TargetList): Fact[] {
  if (need === null) return [];
  const share = need.share === null ? '' : ` (${(100 * need.share).toFixed(1)} %)`;
  const count = (value: number): string => value.toLocaleString('en-GB');
  return [['Need covered', `${count(need.in)} of ${count(need.total)} ${need.indicator}${share}`]];
}

function describeCoverage({ coverage }: TargetList): Fact[] {
  if (coverage === null) return [];
  const { selector, day, within, method, date, sentence } = coverage;
  return [
    ['Coverage', sentence],
    ['Selector', selector],
    ['Deliveries of', day ?? 'any date'],
    ['Covered', `${within} of a matching site`],
    ['Travel', method],
    ...(date === null ? [] : [['Day of travel', date] as Fact]),
  ];
}

/** Everything that must stand on a list that leaves, in reading order. */
export function listFacts(list: TargetList): Fact[] {
  const { counts, measures } = list;
  return [
    ['Title', list.title],
    ['Rule', list.rule],
    ['Geography and vintage', `${list.geography} ${list.vintage}`],
    ...measures.map(({ key, name, periodLabel, denominatorPeriod, period }): Fact => {
      const divided =
        denominatorPeriod === null || denominatorPeriod === period
          ? ''
          : `, denominator of ${denominatorPeriod}`;
      return periodLabel === ''
        ? [`Column ${key}`, name]
        : [`Period of ${key}`, `${periodLabel}${divided} (${name})`];
    }),
    ['Areas in', String(counts.in)],
    ['Areas out', String(counts.out)],
    ['Areas unknown', String(counts.unknown)],
    ['Areas clearly in', String(counts.clearlyIn)],
    ...describeNeed(list),
    ...(list.limited === null ? [] : [['List holds', list.limited] as Fact]),
    ['Order', list.orderedBy],
    ...describeCoverage(list),
    ...list.notes.map((note): Fact => ['Note', note]),
    [
      'Certainty',
      'Claimant counts are full counts: the 95 % interval speaks of how stable the underlying rate is, not of sampling error.',
    ],
    ...listOrigin(list),
  ];
}
