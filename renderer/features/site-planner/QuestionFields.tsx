import { formatPlural, stageNames, type AreaList, type Site, type Stage } from '#contract';
import { makeLine } from '../../answers/index.ts';
import { attempt, getClient, getHost, type ProvisionFacts } from '../../state/index.ts';
import { Button, Segments, Select, TextField, formatWhole, geographyWords } from '../../ui/index.ts';
import { costStages, sumOfStages, usualCost } from './candidates.ts';
import type { GoalKind, PlanChoices, CandidateSource } from './choices.ts';
import type { PlanProblems } from './request.ts';

const goals: { id: GoalKind; name: string }[] = [
  { id: 'count', name: 'A number of sites' },
  { id: 'budget', name: 'A budget' },
  { id: 'all', name: 'Cover all need' },
];

const sources: { id: CandidateSource; name: string }[] = [
  { id: 'all', name: 'at other sites and in any area' },
  { id: 'sites', name: 'at other sites' },
  { id: 'areas', name: 'in any area' },
  { id: 'file', name: 'at places from a file' },
];

const costWays: { id: PlanChoices['costBy']; name: string }[] = [
  { id: 'one', name: 'One cost for all' },
  { id: 'stages', name: 'By stage' },
];

interface FieldsProps {
  choices: PlanChoices;
  put: (change: Partial<PlanChoices>) => void;
  problems: PlanProblems;
}

/** What is to be reached: a number of sites, a budget, or everybody; with or without a floor. */
export function GoalFields({ choices, put, problems, list }: FieldsProps & { list: AreaList }) {
  const { goal } = choices;
  const parents = list.parents.map(({ geography }) => ({
    id: geography,
    name: geographyWords(geography).name,
  }));
  return (
    <>
      <Segments label="Goal" segments={goals} value={goal} onChange={(id) => put({ goal: id })} />
      <div className="planner-fields">
        {goal === 'count' ? (
          <TextField
            label="New sites"
            value={choices.sites}
            onChange={(sites) => put({ sites })}
            error={problems.sites}
          />
        ) : null}
        {goal === 'budget' ? (
          <TextField
            label="Budget, £"
            value={choices.budget}
            onChange={(budget) => put({ budget })}
            error={problems.budget}
          />
        ) : null}
        <TextField
          label="Floor: share of need to cover in each, %"
          value={choices.floor}
          placeholder="none"
          onChange={(floor) => put({ floor })}
          error={problems.floor}
        />
        <Select
          label="Floor applies to each"
          options={parents}
          value={choices.floorBy}
          onChange={(floorBy) => put({ floorBy })}
          isDisabled={choices.floor.trim() === ''}
        />
        <TextField
          label="Time for the proof, seconds"
          value={choices.seconds}
          onChange={(seconds) => put({ seconds })}
          error={problems.seconds}
        />
      </div>
    </>
  );
}

const line = makeLine();

/** Asks for a table of places and reads it; of several that are chosen, the last. */
async function chooseFile(put: FieldsProps['put']): Promise<void> {
  const [file] = await getHost().shell.pickFiles(['.csv', '.txt', '.xlsx'], false);
  if (file === undefined) return;
  const points = await attempt(() => line.run(() => getClient().call('points.read', { file })));
  if (points !== undefined)
    put({ source: 'file', file: { name: file.name, points }, forbidden: [], ownCosts: {} });
}

/** Where new sites may be. */
export function SourceFields({ choices, put, problems }: FieldsProps) {
  const { source, file } = choices;
  return (
    <div className="planner-source">
      <Select
        label="New sites may be"
        options={sources}
        value={source}
        onChange={(id) => put({ source: sources.find((one) => one.id === id)?.id ?? 'all' })}
        error={problems.source}
      />
      {source === 'file' ? (
        <>
          <Button onPress={() => void chooseFile(put)}>
            {file === null ? 'Choose the file…' : 'Choose another file…'}
          </Button>
          <span className="planner-note">
            {file === null
              ? 'A CSV with id, lon and lat; name and cost are optional.'
              : `${file.name}: ${formatPlural(file.points.length, 'place')}, ${formatWhole(file.points.filter(({ cost }) => cost !== null).length)} with a cost`}
          </span>
        </>
      ) : null}
    </div>
  );
}

function StageCosts({ choices, put, facts }: Omit<FieldsProps, 'problems'> & { facts: ProvisionFacts }) {
  const { stageCosts } = choices;
  const change = (stage: Stage, text: string): void => put({ stageCosts: { ...stageCosts, [stage]: text } });
  return (
    <div className="planner-fields">
      {costStages.map((stage) => {
        const usual = usualCost(facts.provision, stage);
        return (
          <TextField
            key={stage}
            label={`${stageNames[stage]}, £`}
            value={stageCosts[stage] ?? ''}
            placeholder="not delivered"
            onChange={(text) => change(stage, text)}
            help={usual === null ? 'No cost is known' : `Middle of those now: £${formatWhole(usual)}`}
          />
        );
      })}
    </div>
  );
}

/** What a new site costs where its row of the list does not say. */
export function CostFields({ choices, put, problems, facts }: FieldsProps & { facts: ProvisionFacts }) {
  const { costBy } = choices;
  const sum = sumOfStages(choices);
  return (
    <>
      <Segments
        label="Cost of a new site"
        segments={costWays}
        value={costBy}
        onChange={(id) => put({ costBy: id })}
      />
      {costBy === 'one' ? (
        <div className="planner-fields">
          <TextField
            label="Cost of a new site, £"
            value={choices.cost}
            placeholder="not known"
            onChange={(cost) => put({ cost })}
            error={problems.cost}
          />
        </div>
      ) : (
        <>
          <StageCosts choices={choices} put={put} facts={facts} />
          <p className="planner-note">
            {problems.cost ??
              (sum === ''
                ? 'Write what a new site would cost a year at each stage it delivers.'
                : `A new site costs £${formatWhole(Number(sum))} a year.`)}
          </p>
        </>
      )}
      {Object.keys(choices.ownCosts).length === 0 ? null : (
        <div className="row">
          <span className="planner-note">
            {formatPlural(Object.keys(choices.ownCosts).length, 'place has', 'places have')} a cost of their
            own.
          </span>
          <Button look="link" onPress={() => put({ ownCosts: {} })}>
            Take these back
          </Button>
        </div>
      )}
    </>
  );
}

/** The sites that stay, by name. */
export function FixedSites({ sites }: { sites: readonly Site[] }) {
  if (sites.length === 0) return <p className="planner-note">There are no sites yet: all will be new.</p>;
  return (
    <details>
      <summary>{formatPlural(sites.length, 'site')} that stay</summary>
      <ul className="planner-fixed">
        {sites.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
    </details>
  );
}
