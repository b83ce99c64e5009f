import type { CallOutput, DisclosurePolicy, GatedCall } from '#contract';
import { policyFact, type ExportDocument } from './document.ts';

/** What leaves: a whole document, or the answer of a call that carries values of areas or people. */
export type Leaving = ExportDocument | CallOutput<GatedCall>;

let makePassed: <Content extends Leaving>(content: Content) => Passed<Content>;

/**
 * What has passed the gate. Writers take nothing else, and only `passGate` makes one: the constructor is private, and no
 * object that is put together elsewhere has its hidden field, whatever it is copied from.
 */
export class Passed<Content extends Leaving> {
  static {
    makePassed = (content) => new Passed(content);
  }

  readonly #content: Content;

  private constructor(content: Content) {
    this.#content = content;
  }

  /** As it may leave. */
  get content(): Content {
    return this.#content;
  }
}

/**
 * The one gate. Everything that leaves passes it, as a whole and once: files, what is printed, what goes to other programs. It
 * is worked out from a workspace as the policy lets it leave, so every sentence, rank, share and curve in it is made of treated
 * figures; here it is held to say under which policy. Throws where a document says another.
 */
export function passGate<Content extends Leaving>(
  content: Content,
  policy: DisclosurePolicy,
): Passed<Content> {
  const said = listPolicies(content);
  if (said.some((each) => each !== policy))
    throw new Error(`What leaves under ${policy} says ${said.join(', ')}.`);
  return makePassed(content);
}

/** What a document or a list says of its policy; empty where it says nothing. */
function listPolicies(content: Leaving): string[] {
  if ('facts' in content) return content.facts.flatMap((fact) => (fact[0] === policyFact ? [fact[1]] : []));
  return 'policy' in content ? [content.policy] : [];
}
