import type { HandlerInput } from '#contract';
import { compareRules, evaluateRule, explainRule } from '#core/targeting';
import type { Host } from '../host.ts';
import { makeTargetList } from '../target-list.ts';

/** Rules asked of the open workspace. */
export function ruleHandlers(host: Host) {
  return {
    'rule.evaluate': (question: HandlerInput<'rule.evaluate'>) =>
      evaluateRule(question, host.session().table(question.geography)),

    'rule.explain': ({ code, ...question }: HandlerInput<'rule.explain'>) =>
      explainRule(question, code, host.session().table(question.geography)),

    'rule.compare': ({ a, b }: HandlerInput<'rule.compare'>) =>
      compareRules(a, b, host.session().table(a.geography)),

    'target.list': (request: HandlerInput<'target.list'>) => {
      const session = host.session();
      return makeTargetList(request, {
        reader: session.reader,
        table: session.table(request.question.geography),
        madeBy: host.madeBy,
      });
    },
  };
}
