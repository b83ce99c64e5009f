import { LocateFixed } from 'lucide-react';
import { sayError, type AreaList, type RuleExplanation, type RuleResult } from '#contract';
import {
  explanations,
  findAreaIndex,
  findIndicator,
  findWorstLeaving,
  showArea,
  useLeaving,
  useResultFor,
  useRule,
  useSelection,
  useSession,
  useShown,
  useView,
  type ValueLeaving,
} from '../../state/index.ts';
import { useSettled } from '../../answers/index.ts';
import { EmptyState, IconButton, LeavingMark, OutcomeMark } from '../../ui/index.ts';

import { findLeavingOfClause } from './leaving-of-clause.ts';
import { Reasons } from './Reasons.tsx';
import { Sources } from './Sources.tsx';
import { Sparkline } from './Sparkline.tsx';
import './why.css';

function parentsOf(list: AreaList, index: number): string {
  return list.parents
    .filter(({ geography }) => !geography.startsWith('region'))
    .map(({ names, codes, index: positions }) => {
      const position = positions[index] ?? -1;
      return names[position] === '' ? codes[position] : names[position];
    })
    .filter((name) => name !== undefined)
    .join(', ');
}

function Head({
  list,
  index,
  explanation,
}: {
  list: AreaList;
  index: number;
  explanation: RuleExplanation | null;
}) {
  const name = list.names[index] ?? '';
  const code = list.codes[index] ?? '';
  const parents = parentsOf(list, index);
  return (
    <div className="why-head">
      <div>
        <h2 className="why-title">{name === '' ? code : name}</h2>
        <p className="why-fact">
          {code}
          {parents === '' ? '' : ` · ${parents}`}
        </p>
      </div>
      {explanation === null ? null : <OutcomeMark outcome={explanation.outcome} />}
      <IconButton
        label="Show on the map"
        icon={<LocateFixed size={16} />}
        onPress={() => showArea(list, index)}
      />
    </div>
  );
}

function StabilityNote({ explanation }: { explanation: RuleExplanation }) {
  const hasInterval = [...explanation.deciding, ...explanation.others].some(
    (reason) => reason.interval !== null,
  );
  if (!hasInterval) return null;
  return (
    <p className="why-note">
      A claimant count is a full count, not a sample. The interval says how stable the underlying rate is: how
      much it could vary by chance alone in an area of this size.
    </p>
  );
}

function Trend({ list, area }: { list: AreaList; area: number }) {
  const code = list.codes[area] ?? '';
  const description = useSession((state) => state.description);
  const { indicator: id, cohort } = useView();
  const indicator = findIndicator(description, id);
  if (indicator === undefined || indicator.periods.length === 0) return null;
  return (
    <div>
      <h3 className="why-heading">Over time</h3>
      <Sparkline geography={list.geography} {...{ code, area, indicator, cohort }} />
    </div>
  );
}

function Evidence({ list, index, result }: { list: AreaList; index: number; result: RuleResult | null }) {
  const code = list.codes[index] ?? '';
  const question = useRule((state) => state.question);
  const isOfThese = question?.geography === list.geography;
  const asked = explanations.use(question === null || !isOfThese ? null : { ...question, code });
  const { error } = asked;
  // While it is asked again the answer before stays, but never another area's.
  const settled = useSettled(asked);
  const value = settled?.code === code ? settled : null;
  const sources = result?.sources ?? [];
  const columns = useLeaving(list.geography, sources);
  const findLeaving = (clause: string): ValueLeaving | null =>
    findLeavingOfClause(clause, { sources, columns, area: index });
  const told = findWorstLeaving(columns, index);
  return (
    <div className="why">
      <Head list={list} index={index} explanation={value} />
      {error === null ? null : <p className="why-fact">{sayError(error)}</p>}
      {value === null ? null : (
        <>
          <p className="why-sentence">
            {value.sentence} {told === null ? null : <LeavingMark state={told.state} policy={told.policy} />}
          </p>
          <Reasons title="What decides it" reasons={value.deciding} findLeaving={findLeaving} />
          <Reasons title="Other clauses" reasons={value.others} findLeaving={findLeaving} />
          <StabilityNote explanation={value} />
        </>
      )}
      <Trend list={list} area={index} />
      {result === null ? null : <Sources result={result} />}
    </div>
  );
}

/** Why the selected area is in, out or unknown: reasons, margins, intervals, trend and sources. */
export function Why() {
  const code = useSelection((state) => state.code);
  const { shown } = useShown();
  const result = useResultFor(shown?.list ?? null);
  const index = shown === null || code === null ? undefined : findAreaIndex(shown.list, code);
  if (shown === null || index === undefined)
    return (
      <EmptyState title="Why is an area in?">
        Select an area on the map or in the table to see what decides it, by what margin, and how sure that
        is.
      </EmptyState>
    );
  return <Evidence list={shown.list} index={index} result={result} />;
}
