import { createHash } from 'node:crypto';
import { encodeFrame, type CallName, type CallOutput, type GatedCall, type HandlerInput } from '#contract';
import type { ExportStatement } from '#data/workspace';
import {
  checkAgainstWhatLeft,
  isNoted,
  listTold,
  type ListedAreas,
  type Terms,
} from '../disclosure/index.ts';
import type { HandlerContext } from '../handlers/index.ts';
import type { Session } from '../session/index.ts';

/** An answer that is to leave: as a text that is printed, or into another program. */
export interface LeavingAnswer {
  name: CallName;
  input: unknown;
  output: unknown;
  terms: Terms;
  /** The treated one that it was worked out from. */
  session: Session;
  jobs: HandlerContext['jobs'];
}

/** What an answer is called in the log; null where it shows no figures that another one could be laid beside. */
const titles: Record<GatedCall, string | null> = {
  'observation.values': 'Values of areas',
  'observation.leaving': 'Values of areas',
  'observation.series': 'Values of an area over time',
  'indicator.try': 'A rate that was tried',
  // It says in words what is odd about a rate that has been defined by then.
  'indicator.define': null,
  'rule.evaluate': 'Areas by a rule',
  'rule.explain': 'An area and a rule',
  'rule.compare': 'Two rules compared',
  'target.list': 'Priority areas',
  // It says how much a document would hide, and is no document.
  'export.preview': null,
  'provision.funnel': 'Providers against chance',
  'provision.reach': 'Whom providers reach',
  'catchment.outline': 'A catchment',
  'destinations.list': 'What can be reached',
  'job.result': 'What was measured',
};

/**
 * Compares an answer with what has left before, and answers how to write down that it leaves; that does nothing where it shows no
 * restricted figures, or where the same was printed before. Throws `disclosure` where the two tell of too few people, and
 * `read_only` where it could not be written down.
 */
export function checkAnswer(answer: LeavingAnswer): () => void {
  const title = titles[answer.name as GatedCall];
  const { session, terms } = answer;
  const statements = title === null ? [] : listStatements(answer);
  if (statements.length === 0) return () => undefined;
  const writer = session.writer();
  const workspace = session.atTheDesk.reader;
  checkAgainstWhatLeft({ treated: session.reader, workspace }, statements, terms);
  const { override } = terms;
  const entry = {
    ...describe(answer, title!),
    override,
    policy: statements[0]!.policy,
    format: 'text',
    file: 'printed',
  };
  return () => {
    if (isNoted(workspace, { ...entry, statements })) return;
    const sha256 = createHash('sha256')
      .update(encodeFrame({ output: answer.output }))
      .digest('hex');
    writer.recordExport({ ...entry, sha256, statements });
  };
}

function listStatements({ name, input, output, session, jobs }: LeavingAnswer): ExportStatement[] {
  // What a job shows its thread has said.
  if (name === 'job.result') return jobs.getShown((input as HandlerInput<'job.result'>).job);
  return listTold(session.reader, areasOf(name, input, output));
}

/** The areas that an answer tells of one by one; where it speaks of all, or of others by their sums, all of them. */
function areasOf(name: CallName, input: unknown, output: unknown): ListedAreas {
  if (name === 'target.list') {
    const { question } = input as HandlerInput<'target.list'>;
    const { areas } = output as CallOutput<'target.list'>;
    return { geography: question.geography, codes: areas.map(({ code }) => code) };
  }
  if (name === 'rule.explain' || name === 'observation.series') {
    const { geography, code } = input as HandlerInput<'rule.explain' | 'observation.series'>;
    return { geography, codes: [code] };
  }
  return { geography: null, codes: [] };
}

function describe(
  { name, input, output, jobs }: LeavingAnswer,
  title: string,
): { author: string | null; title: string; rule: string | null } {
  if (name === 'target.list') {
    const list = output as CallOutput<'target.list'>;
    return { author: list.author, title: list.title, rule: list.rule };
  }
  if (name === 'job.result') {
    const { job } = input as HandlerInput<'job.result'>;
    const task = jobs.getTask(job);
    const rule =
      task.type === 'measure' && 'selector' in task.content.request ? task.content.request.selector : null;
    return { author: null, title: jobs.get(job).title, rule };
  }
  const { rule, a } = input as { rule?: string; a?: { rule: string } };
  return { author: null, title, rule: rule ?? a?.rule ?? null };
}
