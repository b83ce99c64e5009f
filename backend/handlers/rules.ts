import type { HandlerInput, TargetList } from '#contract';
import { compareRules, evaluateRule, explainRule } from '#core/targeting';
import { listShown, previewLeaving, settlePolicy } from '../disclosure/index.ts';
import type { ExportStatement } from '#data/workspace';
import type { HandlerContext } from './context.ts';
import { findListCoverage } from '../jobs/index.ts';
import { makeTargetList } from '../targets/index.ts';

type Asked = HandlerInput<'rule.evaluate'>;

/** Rules asked of the open workspace. Those that speak of provision wait for its travel times. */
export function ruleHandlers(context: HandlerContext) {
  function whenReady<Answer>(questions: Asked[], answer: () => Answer): Answer | Promise<Answer> {
    const ready = context.session().prepareAccess(questions);
    return ready === undefined ? answer() : ready.then(answer);
  }

  function listTargets(request: HandlerInput<'target.list'>): TargetList {
    const session = context.session();
    return makeTargetList(request, {
      reader: session.reader,
      table: session.table(request.question.geography),
      madeBy: context.madeBy,
      policy: context.terms?.policy ?? settlePolicy(request.policy, session.reader),
      coverage: findListCoverage(context.jobs, request),
    });
  }

  function listShownBy({ question }: HandlerInput<'target.list'>, { areas }: TargetList): ExportStatement[] {
    const codes = areas.map(({ code }) => code);
    return listShown(context.session().reader, { geography: question.geography, codes });
  }

  return {
    'rule.evaluate': (question: Asked) =>
      whenReady([question], () => evaluateRule(question, context.session().table(question.geography))),

    'rule.explain': ({ code, ...question }: HandlerInput<'rule.explain'>) =>
      whenReady([question], () => explainRule(question, code, context.session().table(question.geography))),

    // To tell rule from data, the first rule is also asked of the second period.
    'rule.compare': ({ a, b }: HandlerInput<'rule.compare'>) =>
      whenReady([a, b, { ...b, rule: a.rule }], () =>
        compareRules(a, b, context.session().table(a.geography)),
      ),

    'target.list': (request: HandlerInput<'target.list'>) =>
      whenReady([request.question], () => listTargets(request)),

    'export.preview': (request: HandlerInput<'export.preview'>) =>
      whenReady([request.question], () => {
        const { reader, atTheDesk } = context.session();
        const list = listTargets(request);
        return previewLeaving({ treated: reader, workspace: atTheDesk.reader }, listShownBy(request, list), {
          policy: list.policy,
          override: request.override,
        });
      }),
  };
}
