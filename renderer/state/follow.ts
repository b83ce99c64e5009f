import type { BackendEvent } from '#contract';
import { asksOfProvision, listIndicatorNodes, parseRule } from '#core/targeting';
import { forgetAnswers } from '../answers/index.ts';
import { getClient } from './connection.ts';
import { dropCoverage } from './coverage.ts';
import { putJob, readJobs } from './jobs.ts';
import { followCatchment, redrawCatchment } from './catchment.ts';
import { foundChoicesOn, keepChoices, takeUpChoices } from './choices.ts';
import { announce, dismissLasting, notifyLasting } from './notices.ts';
import { tellLeavingProgress } from './leaving.ts';
import { hideReach } from './reach.ts';
import { adoptTargeting, evaluateNow, targetingKey, useRule } from './rule.ts';
import { forgetProvisionChoices } from './provision.ts';
import { markAreas, selectArea } from './selection.ts';
import { readAfresh, refreshSession, useSession, type SessionState } from './session.ts';
import { askForShown } from './shown.ts';
import { adoptStyle, settleView } from './view.ts';

let followed = '';

/** The indicator that a rule names first; null for a wrong rule and for one without. */
function firstIndicator(rule: string): string | null {
  try {
    return listIndicatorNodes(parseRule(rule))[0]?.name ?? null;
  } catch {
    return null;
  }
}

/** Brings view and rule in line with what the workspace holds now. Answers whether the rule is another one. */
function followSession(): boolean {
  const { info, description } = useSession.getState();
  if (info === null || description === null) return false;
  const key = targetingKey(info.file.id, info.targeting);
  let keepsPlace = false;
  if (info.file.id !== followed) {
    keepsPlace = takeUpChoices(info.file.id, key);
    dropCoverage();
    hideReach();
    forgetProvisionChoices();
    selectArea(null);
    markAreas(null);
    announce('');
  }
  followed = info.file.id;
  adoptStyle(info.style);
  settleView(description, firstIndicator(info.targeting?.rule ?? ''));
  askForShown(description);
  const isOther = adoptTargeting(info.file.id, info.targeting, keepsPlace);
  foundChoicesOn(key);
  return isOther;
}

function heed(event: BackendEvent): void {
  if (event.type === 'job.changed') return putJob(event.job);
  if (event.type === 'leaving.progress') return tellLeavingProgress(event.share);
  if (event.type === 'workspace.opened') {
    dismissLasting();
    void readJobs();
  }
  forgetAnswers('workspace');
  redrawCatchment();
  void (event.type === 'workspace.disturbed' ? followDisturbance(event.sentence) : refreshSession());
}

/** Another program did something to the file: all is read anew, and then it is said. */
async function followDisturbance(sentence: string): Promise<void> {
  await readAfresh();
  if (useSession.getState().info?.lost == null) return notifyLasting(sentence);
  // What stays so is said above everything for as long as it does.
  dismissLasting();
  announce(sentence);
}

/** Whether the workspace has changed under a rule that asks who can reach what: sites and deliveries are no data of areas. */
function mayReachOthers(state: SessionState, before: SessionState): boolean {
  if (state.info === null || state.info.revision === before.info?.revision) return false;
  return asksOfProvision({ rule: useRule.getState().text, order: null });
}

/** Starts to follow the backend: reads everything once, then whenever the backend says that something changed. */
export async function followBackend(): Promise<void> {
  useSession.subscribe((state, before) => {
    const isOtherRule = state.description !== before.description && followSession();
    const isOtherData = state.dataRevision !== before.dataRevision;
    if (isOtherRule || isOtherData || mayReachOthers(state, before)) void evaluateNow();
  });
  keepChoices();
  followCatchment();
  getClient().subscribe(heed);
  await Promise.all([refreshSession(), readJobs()]);
}
