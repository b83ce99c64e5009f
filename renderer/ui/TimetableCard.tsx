import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { TimetableProblem, TimetableSurvey } from '#contract';
import { DayChart } from './DayChart.tsx';
import { formatWhole } from './format.ts';
import { chartWords, gapWords, modeWords, problemWords, spanWords, weekWords } from './timetable.ts';
import './timetable.css';

export type TimetableCardFacts = Pick<
  TimetableSurvey,
  | 'publisher'
  | 'version'
  | 'modes'
  | 'firstDay'
  | 'lastDay'
  | 'days'
  | 'tripsADay'
  | 'daysWithout'
  | 'calendarDatesOnly'
>;

/** Which days a timetable covers, how much runs on them and by what: a small chart and the same in words. */
export function TimetableCard({ facts }: { facts: TimetableCardFacts }) {
  const gaps = gapWords(facts);
  const lines: [string, string][] = [
    [
      'Publisher',
      [facts.publisher ?? 'not named', facts.version ?? ''].filter((text) => text !== '').join(', '),
    ],
    ['Days', spanWords(facts)],
    ['Trips a day', weekWords(facts)],
    ['Without service', gaps === '' ? 'no day between the first and the last' : gaps],
    ['By mode', modeWords(facts)],
    ['Calendar', facts.calendarDatesOnly ? 'single dates only (calendar_dates.txt)' : ''],
  ];
  return (
    <>
      <DayChart days={facts.days} words={chartWords(facts)} />
      <dl className="facts timetable-facts">
        {lines
          .filter(([, words]) => words !== '')
          .map(([name, words]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}

const marks = {
  error: { icon: CircleAlert, words: 'Error' },
  warning: { icon: TriangleAlert, words: 'Warning' },
  note: { icon: Info, words: 'Note' },
} as const;

function Problem({ problem }: { problem: TimetableProblem }) {
  const { icon: Icon, words } = marks[problem.severity];
  return (
    <li className={`timetable-problem timetable-${problem.severity}`}>
      <Icon size={14} aria-hidden />
      <div>
        <strong>{words}</strong> {problemWords(problem)}
        {problem.examples.length === 0 ? null : (
          <span className="timetable-examples">{problem.examples.join(' · ')}</span>
        )}
      </div>
    </li>
  );
}

/** Everything odd in a timetable, errors first, each with examples. */
export function TimetableProblems({ problems }: { problems: readonly TimetableProblem[] }) {
  if (problems.length === 0) return <p className="quiet">Nothing odd was found in the feed.</p>;
  return (
    <ul className="timetable-problems" aria-label={`${formatWhole(problems.length)} kinds of problems`}>
      {problems.map((problem) => (
        <Problem key={`${problem.file} ${problem.problem}`} problem={problem} />
      ))}
    </ul>
  );
}
