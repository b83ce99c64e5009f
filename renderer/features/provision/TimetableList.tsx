import { FileText } from 'lucide-react';
import type { TimetableSummary } from '#contract';
import { attempt, getClient, showReport, useProvisionFacts, useSession } from '../../state/index.ts';
import { Checkbox, IconButton } from '../../ui/index.ts';
import { coverWords, nameOfTimetable } from './timetables.ts';

/** What is used comes back with the news that the workspace has changed. */
async function use({ release }: TimetableSummary, inUse: boolean): Promise<void> {
  await attempt(() => getClient().call('timetable.use', { release, inUse }));
}

function Timetable({ timetable, isReadOnly }: { timetable: TimetableSummary; isReadOnly: boolean }) {
  const { release, title, inUse, why } = timetable;
  const name = nameOfTimetable(timetable);
  return (
    <li className="timetable-row">
      <div>
        <Checkbox
          isSelected={inUse}
          isDisabled={isReadOnly}
          onChange={(isSelected) => void use(timetable, isSelected)}
        >
          {name}
        </Checkbox>
        <p className="timetable-words">{coverWords(timetable)}</p>
        {why === null ? null : <p className="timetable-words">{why}</p>}
      </div>
      <IconButton
        label={`Health report: ${name}`}
        icon={<FileText size={16} />}
        onPress={() => void showReport({ id: release, title })}
      />
    </li>
  );
}

/** The timetables of the workspace: which days each covers, whether journeys use it, and why not. Nothing where there is none. */
export function TimetableList() {
  const timetables = useProvisionFacts()?.timetables ?? [];
  const isReadOnly = useSession((state) => state.info?.readOnly === true);
  if (timetables.length === 0) return null;
  return (
    <div>
      <p className="field-label" id="timetables-label">
        {timetables.length === 1 ? 'Timetable' : 'Timetables, used together'}
      </p>
      <ul className="timetable-list" aria-labelledby="timetables-label">
        {timetables.map((timetable) => (
          <Timetable key={timetable.release} timetable={timetable} isReadOnly={isReadOnly} />
        ))}
      </ul>
    </div>
  );
}
