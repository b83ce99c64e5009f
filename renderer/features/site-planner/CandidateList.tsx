import { getTheme } from '#contract';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useView } from '../../state/index.ts';
import { Button, Checkbox, TextField, formatWhole } from '../../ui/index.ts';
import { costTextOf, type Candidate } from './candidates.ts';
import type { PlanChoices } from './choices.ts';
import { isNumber } from './request.ts';

const kindWords: Record<Candidate['kind'], string> = {
  site: 'another site',
  area: 'an area',
  file: 'from the file',
};

/** A rem is half as large again for the projector. */
const rowPx = 30;

interface ListProps {
  candidates: readonly Candidate[];
  choices: PlanChoices;
  put: (change: Partial<PlanChoices>) => void;
  error: string | undefined;
}

interface RowProps extends Omit<ListProps, 'candidates' | 'error'> {
  candidate: Candidate;
  isAllowed: boolean;
}

function CandidateRow({ candidate, isAllowed, choices, put }: RowProps) {
  const { id, name, kind } = candidate;
  const cost = costTextOf(candidate, choices);
  const isWrong = cost.trim() !== '' && !isNumber(cost);
  const allow = (isOn: boolean): void =>
    put({
      forbidden: isOn ? choices.forbidden.filter((other) => other !== id) : [...choices.forbidden, id],
    });
  return (
    <>
      <Checkbox isSelected={isAllowed} onChange={allow}>
        <span className="planner-name">
          {name} <span className="quiet">{kindWords[kind]}</span>
        </span>
      </Checkbox>
      <input
        className="input planner-cost"
        aria-label={`Cost of a site at ${name}, £`}
        aria-invalid={isWrong}
        inputMode="decimal"
        placeholder="no cost"
        value={cost}
        disabled={!isAllowed}
        onChange={({ target }) => put({ ownCosts: { ...choices.ownCosts, [id]: target.value } })}
      />
    </>
  );
}

function contains(candidate: Candidate, text: string): boolean {
  return `${candidate.name} ${candidate.id}`.toLowerCase().includes(text.trim().toLowerCase());
}

/** Where new sites may be: each is allowed or forbidden by a click, and may have a cost of its own. */
export function CandidateList({ candidates, choices, put, error }: ListProps) {
  const [filter, setFilter] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const height = useView((state) => rowPx * getTheme(state.theme).scale);
  const shown = candidates.filter((candidate) => contains(candidate, filter));
  const forbidden = new Set(choices.forbidden);
  const allowed = candidates.filter(({ id }) => !forbidden.has(id)).length;
  // The compiler leaves a component with a virtual list alone, which is all that is needed.
  // oxlint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => box.current,
    estimateSize: () => height,
    overscan: 6,
  });
  useEffect(() => virtual.measure(), [virtual, height]);
  const allowShown = (isOn: boolean): void => {
    const ids = new Set(shown.map(({ id }) => id));
    const rest = choices.forbidden.filter((id) => !ids.has(id));
    put({ forbidden: isOn ? rest : [...rest, ...ids] });
  };
  return (
    <div className="planner-candidates">
      <div className="planner-find">
        <TextField label="Find a place" value={filter} onChange={setFilter} placeholder="name or code" />
        <Button onPress={() => allowShown(true)}>Allow all shown</Button>
        <Button onPress={() => allowShown(false)}>Forbid all shown</Button>
        <span className="planner-note" role="status">
          {formatWhole(allowed)} of {formatWhole(candidates.length)} places allowed
          {shown.length === candidates.length ? '' : `; ${formatWhole(shown.length)} shown`}
        </span>
      </div>
      {error === undefined ? null : (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <div className="planner-list" ref={box} role="group" aria-label="Places for new sites">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const candidate = shown[index];
            if (candidate === undefined) return null;
            return (
              <div key={candidate.id} className="planner-row" style={{ top: start, height }}>
                <CandidateRow
                  candidate={candidate}
                  isAllowed={!forbidden.has(candidate.id)}
                  choices={choices}
                  put={put}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
