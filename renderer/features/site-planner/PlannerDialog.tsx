import { WandSparkles } from 'lucide-react';
import { useEffect } from 'react';
import type { AreaList, CoverageRequest } from '#contract';
import { useSettled } from '../../answers/index.ts';
import {
  areaLists,
  cancelJob,
  selectorChecks,
  travelWords,
  useCoverageRequest,
  useJobStatus,
  useProvisionDay,
  useProvisionFacts,
  useSession,
  type ProvisionFacts,
} from '../../state/index.ts';
import { Button, Dialog, ErrorCallout, JobProgress, PanelSection } from '../../ui/index.ts';
import { CandidateList } from './CandidateList.tsx';
import { listCandidates, type PlanFacts } from './candidates.ts';
import type { PlanChoices } from './choices.ts';
import { PlacingView } from './PlacingView.tsx';
import { choosePlaces, clearPlan, putChoices, settlePlan, showPlan, usePlan } from './plan.ts';
import { CostFields, FixedSites, GoalFields, SourceFields } from './QuestionFields.tsx';
import { findPlanProblems, makePlacingRequest } from './request.ts';
import './planner.css';

/** What the question is about; null while it is on its way. */
export interface Ground {
  coverage: CoverageRequest;
  facts: ProvisionFacts;
  list: AreaList;
  plan: PlanFacts;
}

/** Areas, provision and what of it stays. */
export function useGround(): Ground | null {
  const workspace = useSession((state) => state.info?.file.id ?? null);
  useEffect(() => settlePlan(workspace), [workspace]);
  const coverage = useCoverageRequest();
  const list = useSettled(areaLists.use(coverage === null ? null : { geography: coverage.geography }));
  const facts = useProvisionFacts();
  const day = useProvisionDay();
  const asked = coverage === null ? null : { selector: coverage.selector, day };
  const check = useSettled(selectorChecks.use(asked));
  if (coverage === null || list === null || facts === null || check === null) return null;
  if (list.geography !== coverage.geography) return null;
  const matching = new Set(check.sites);
  return { coverage, facts, list, plan: { provision: facts.provision, list, matching } };
}

/** The choices, with the districts as what a floor speaks of where nothing else was chosen. */
export function useChoices(list: AreaList | null): PlanChoices {
  const choices = usePlan((state) => state.choices);
  const district = list?.parents.find(({ geography }) => geography.startsWith('district'));
  return { ...choices, floorBy: choices.floorBy ?? district?.geography ?? null };
}

/** How far the work is, with a way to stop it: what was found so far then stays. */
export function PlanProgress() {
  const run = usePlan((state) => state.run);
  const job = useJobStatus(run.job);
  if (run.error !== null) return <ErrorCallout error={run.error} />;
  if (job === null || run.job === null) return null;
  return (
    <div className="row planner-job">
      <JobProgress job={job} />
      <Button onPress={() => void cancelJob(job.id)}>
        {job.stage === 'Proving' ? 'Stop proving' : 'Cancel'}
      </Button>
    </div>
  );
}

function Question({ ground }: { ground: Ground }) {
  const { coverage, facts, list, plan } = ground;
  const choices = useChoices(list);
  const problems = findPlanProblems(choices, plan);
  const fields = { choices, put: putChoices, problems };
  const fixed = facts.provision.sites.filter(({ id }) => plan.matching.has(id));
  return (
    <>
      <p className="planner-note">
        Sites that “{coverage.selector}” picks stay where they are. An area is covered{' '}
        {travelWords(coverage.travel)}. Both are set in the Provision panel.
      </p>
      <GoalFields {...fields} list={list} />
      <FixedSites sites={fixed} />
      <PanelSection title="Places for new sites">
        <div className="stack">
          <SourceFields {...fields} />
          <CostFields {...fields} facts={facts} />
          <CandidateList
            candidates={listCandidates(choices, plan)}
            choices={choices}
            put={putChoices}
            error={problems.candidates}
          />
        </div>
      </PanelSection>
    </>
  );
}

/** What the buttons at the foot do; null where the question cannot be asked. */
function useAsk(ground: Ground | null): { ask: (() => void) | null; problem: string } {
  const choices = useChoices(ground?.list ?? null);
  const isRunning = usePlan((state) => state.run.job !== null);
  if (ground === null) return { ask: null, problem: 'The planner needs areas and a count of people.' };
  const problems = Object.values(findPlanProblems(choices, ground.plan));
  if (problems[0] !== undefined) return { ask: null, problem: problems[0] };
  const request = makePlacingRequest(choices, ground.coverage, ground.plan);
  const places = { provision: ground.facts.provision, list: ground.list };
  return { ask: isRunning ? null : () => void choosePlaces(request, places), problem: '' };
}

/** Where the next sites should be: the quick answer at once, the proven one after it, as a list and on the map. */
export function PlannerDialog({ onClose }: { onClose: () => void }) {
  const ground = useGround();
  const found = usePlan((state) => state.found);
  const { ask, problem } = useAsk(ground);
  return (
    <Dialog
      title="Where next"
      isOpen
      onClose={onClose}
      size="wide"
      actions={
        <>
          <span className="dialog-foot-words" role="status">
            {problem}
          </span>
          {found === null || ground === null ? null : (
            <>
              <Button onPress={clearPlan}>Clear</Button>
              <Button
                onPress={() => {
                  showPlan(ground.list, found);
                  onClose();
                }}
              >
                Show on the map
              </Button>
            </>
          )}
          <Button look="primary" isDisabled={ask === null} onPress={() => ask?.()}>
            <WandSparkles size={16} aria-hidden /> Choose sites
          </Button>
        </>
      }
    >
      <div className="stack">
        <PlanProgress />
        {found === null || ground === null ? null : (
          <PlacingView found={found} ground={ground} onAgain={ask} onLeave={onClose} />
        )}
        {ground === null ? null : <Question ground={ground} />}
      </div>
    </Dialog>
  );
}
