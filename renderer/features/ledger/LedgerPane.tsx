import { useEffect, useState } from 'react';
import type { AreaList, ChosenFormat, LedgerRequest, LedgerRow } from '#contract';
import {
  cancelJob,
  decapitalize,
  exportTable,
  findAreaIndex,
  findIndicator,
  markAreas,
  selectArea,
  setTravel,
  showArea,
  showAreas,
  travelWords,
  unmarkAreas,
  useCoverageRequest,
  useJobStatus,
  useProvision,
  useResultFor,
  useSelection,
  useSession,
  useShown,
  type ChosenTravel,
} from '../../state/index.ts';
import { Button, Callout, EmptyState, ErrorCallout, JobProgress, geographyWords } from '../../ui/index.ts';
import { additionWords, nameOfRow, sortRows, sumShown, type LedgerOrder } from './columns.ts';
import { countNames, LedgerTools, Questions, type LedgerChoices } from './LedgerTools.tsx';
import { LedgerGrid, type Total } from './LedgerGrid.tsx';
import { answerRows, answerWords, type Question } from './questions.ts';
import { areasOfRow, chooseRows, rowCodeOf, stageWords } from './rows.ts';
import { useLedger, type FoundLedger } from './useLedger.ts';
import './ledger.css';

/** The request as it stands; null while there is nothing to ask of. */
function useLedgerRequest(list: AreaList, { by, count, isOnlyTargets }: LedgerChoices): LedgerRequest | null {
  const coverage = useCoverageRequest();
  const result = useResultFor(list);
  if (coverage === null) return null;
  const only =
    isOnlyTargets && result !== null ? list.codes.filter((_, index) => result.outcomes[index] === 1) : null;
  return { ...coverage, by: by === '' ? 'area' : by, count, only };
}

/** What a question replaced, to be put back when it is left. */
interface Before {
  choices: LedgerChoices;
  selector: string;
  travel: ChosenTravel;
}

/** What the ledger shows. A question sets what it speaks of, and leaving it sets that back. */
function useChoices(list: AreaList) {
  const district = list.parents.find(({ geography }) => geography.startsWith('district'));
  const [choices, setChoices] = useState<LedgerChoices>({
    by: district?.geography ?? list.parents[0]?.geography ?? '',
    count: 'programmes',
    stage: 'together',
    isOnlyTargets: false,
    question: null,
  });
  const [before, setBefore] = useState<Before | null>(null);
  const hasRule = useResultFor(list) !== null;
  const leave = (): LedgerChoices => {
    if (before === null) return choices;
    useProvision.setState({ selector: before.selector, travel: before.travel });
    return before.choices;
  };
  const ask = (question: Question | null): void => {
    const now = leave();
    const { selector, travel } = useProvision.getState();
    setBefore(question === null ? null : { choices: now, selector, travel });
    if (question === null) return setChoices({ ...now, question });
    useProvision.setState({ selector: question === 'unserved' ? 'stage:advice' : '*' });
    if (question === 'threefold')
      return setChoices({ ...now, question, by: '', stage: 'together', count: 'programmes' });
    setTravel({ mode: null, limit: 30 });
    setChoices({ ...now, question, by: '', stage: 'advice', isOnlyTargets: hasRule });
  };
  const put = (change: Partial<LedgerChoices>): void => setChoices((all) => ({ ...all, ...change }));
  return { choices, put, ask };
}

/** Points out the areas of a row and goes there; where rows are areas, the area is selected. */
function showRow(list: AreaList, row: LedgerRow, request: LedgerRequest): void {
  const { by, only } = request;
  if (by === 'area' || by === list.geography) {
    const index = findAreaIndex(list, row.code ?? '');
    selectArea(row.code);
    if (index !== undefined) showArea(list, index);
    return;
  }
  const counted = only === null ? null : new Set(only);
  const areas = areasOfRow(list, row.code ?? '', by).filter(
    (index) => counted === null || counted.has(list.codes[index] ?? ''),
  );
  selectArea(null);
  markAreas({ geography: list.geography, areas, title: nameOfRow(row), by: 'ledger' });
  showAreas(list, areas);
}

/** The row that was chosen, until an area is selected elsewhere: its row stands out then. */
function useChosenRow(list: AreaList, by: string) {
  const [chosen, setChosen] = useState<{ row: string | null; by: string; area: string | null } | null>(null);
  const code = useSelection((state) => state.code);
  useEffect(() => () => unmarkAreas('ledger'), []);
  const index = code === null ? undefined : findAreaIndex(list, code);
  const ofArea = index === undefined ? null : (rowCodeOf(list, index, by) ?? '');
  const stands = chosen !== null && chosen.by === by && chosen.area === code;
  const choose = (row: string | null): void => setChosen({ row, by, area: useSelection.getState().code });
  return { selected: stands ? chosen.row : ofArea, choose };
}

/** The areas of an answer stand out on the map, while the answer is the one to the question as it stands. */
function useMarkedAnswer(list: AreaList, words: string | null, codes: string): void {
  useEffect(() => {
    if (words === null) return unmarkAreas('ledger');
    const areas = codes.split(' ').flatMap((code) => findAreaIndex(list, code) ?? []);
    markAreas({ geography: list.geography, areas, title: words, by: 'ledger' });
    showAreas(list, areas);
    return undefined;
  }, [list, words, codes]);
}

const markTitles: Record<Question, string> = {
  unserved: 'Areas of the ledger without service',
  threefold: 'Areas where three serve the same people',
};

/** The rows that matter most come first in an answer; without a question they stand by code. */
function usualOrder(question: Question | null): LedgerOrder | null {
  if (question === null) return null;
  return { column: question === 'unserved' ? 'need' : 'triplicatedNeed', isDown: true };
}

/** What the question found, in a sentence. */
function useAnswer(list: AreaList, rows: readonly LedgerRow[], { choices, found }: ContentProps): string {
  const description = useSession((state) => state.description);
  const { question, stage, count } = choices;
  const { request } = found;
  if (question === null) return found.ledger.sentence;
  const need = findIndicator(description, request.need.indicator)?.name ?? 'people in need';
  const { many } = geographyWords(request.by === 'area' ? list.geography : request.by);
  const service = stage === 'together' || stage === 'each' ? 'service' : decapitalize(stageWords(stage));
  return answerWords(question, {
    rows,
    answer: answerRows(question, rows),
    things: request.only === null ? many : `target ${many}`,
    service,
    counted: countNames[count],
    within: travelWords(request.travel),
    need: decapitalize(need),
  });
}

interface ContentProps {
  choices: LedgerChoices;
  found: FoundLedger;
  isCurrent: boolean;
}

function Answer({ list, ...props }: ContentProps & { list: AreaList }) {
  const { choices, found, isCurrent } = props;
  const { ledger, request } = found;
  const [order, setOrder] = useState<LedgerOrder | null>(null);
  const { rows, totals } = chooseRows(ledger, choices.stage);
  const sentence = useAnswer(list, rows, props);
  const answer = answerRows(choices.question, rows);
  const { selected, choose } = useChosenRow(list, request.by);
  const isOfAreas = request.by === 'area';
  const title = choices.question !== null && isCurrent && isOfAreas ? markTitles[choices.question] : null;
  useMarkedAnswer(list, title, answer.map(({ code }) => code).join(' '));
  const isPart = answer.length < rows.length;
  const stage = totals.length === 1 ? (totals[0]?.stage ?? null) : null;
  const all: Total[] = totals.map((row) => ({ name: isPart ? 'Total of all rows' : 'Total', row }));
  const part: Total[] = isPart ? [{ name: 'Total of these rows', row: sumShown(answer, stage) }] : [];
  return (
    <div className="ledger-answer" data-old={!isCurrent || undefined}>
      <p className="ledger-sentence" role="status">
        {sentence}{' '}
        <span className="quiet">
          “{ledger.selector}”{choices.question === null ? `, ${travelWords(request.travel)}` : ''}.
        </span>
      </p>
      <LedgerGrid
        caption={`Provision ledger. ${sentence}`}
        rows={sortRows(answer, order ?? usualOrder(choices.question))}
        totals={[...part, ...all]}
        order={order ?? usualOrder(choices.question)}
        onOrder={setOrder}
        selected={selected}
        onShow={(row) => {
          showRow(list, row, request);
          choose(row.code);
        }}
      />
      <p className="ledger-note">{additionWords(choices.stage === 'each')}</p>
    </div>
  );
}

/** The rows that a question found leave alone; without a question all of them, as they were added up. */
function exportLedger(found: FoundLedger, choices: LedgerChoices, chosen: ChosenFormat): void {
  const { request, ledger, job } = found;
  const { question, stage } = choices;
  const name = 'provision-ledger';
  if (question === null || request.by !== 'area')
    return exportTable({ kind: 'ledger', request }, chosen, name, job);
  const only = answerRows(question, chooseRows(ledger, stage).rows).flatMap(({ code }) => code ?? []);
  exportTable({ kind: 'ledger', request: { ...request, only } }, chosen, name);
}

function Content({ list }: { list: AreaList }) {
  const { choices, put, ask } = useChoices(list);
  const request = useLedgerRequest(list, choices);
  const { found, isCurrent, run, isGivenUp, again } = useLedger(request);
  const job = useJobStatus(run.job);
  return (
    <section className="ledger" aria-label="Provision ledger">
      <LedgerTools
        choices={choices}
        put={put}
        list={list}
        unavailable={isCurrent ? undefined : 'The ledger is still being worked out.'}
        onExport={(chosen) => found !== null && exportLedger(found, choices, chosen)}
      />
      <Questions question={choices.question} onAsk={ask} />
      {run.error === null ? null : (
        <ErrorCallout error={run.error} actions={<Button onPress={again}>Work it out again</Button>} />
      )}
      {job === null || run.job === null ? null : (
        <div className="row ledger-job">
          <JobProgress job={job} />
          <Button onPress={() => void cancelJob(job.id)}>Cancel</Button>
        </div>
      )}
      {isGivenUp && run.error === null ? (
        <Callout
          tone="warning"
          title="The ledger has not been worked out for these choices."
          actions={<Button onPress={again}>Work it out again</Button>}
        />
      ) : null}
      {found === null ? null : <Answer list={list} choices={choices} found={found} isCurrent={isCurrent} />}
    </section>
  );
}

/** The provision ledger in the place of the table: area, ward or district × stage, with totals that add up. */
export function LedgerPane() {
  const { shown } = useShown();
  if (shown === null)
    return <EmptyState title="No areas yet">The ledger needs areas with a count of people.</EmptyState>;
  return <Content key={shown.list.geography} list={shown.list} />;
}
