import { formatPlural, type ImportTrial } from '#contract';
import { TimetableCard, TimetableProblems } from '../../ui/index.ts';

/** The health of a feed before anybody imports it: days, trips a day, modes, problems. */
export function TimetablePreview({ trial }: { trial: ImportTrial | null }) {
  const timetable = trial?.timetable ?? null;
  if (timetable === null) return null;
  const { problems, stopTimes } = timetable;
  return (
    <section
      className="timetable-preview"
      aria-label="Health of the timetable"
      // A region that scrolls has to be reachable by the keyboard.
      tabIndex={0}
    >
      <h3 className="form-heading">Trips on every day</h3>
      <TimetableCard facts={timetable} />
      {stopTimes === null ? (
        <p className="field-help">
          The stop times are too many for a first look. The import reads them, and its report says what is
          wrong with them and how many trips were kept.
        </p>
      ) : null}
      <h3 className="form-heading">
        {problems.length === 0
          ? 'Problems'
          : formatPlural(problems.length, 'kind of problem', 'kinds of problems')}
      </h3>
      <TimetableProblems problems={problems} />
    </section>
  );
}
