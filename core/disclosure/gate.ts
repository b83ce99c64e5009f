import type { CallOutput, DisclosurePolicy, GatedCall } from '#contract';
import type { ExportDocument } from './document.ts';
import { treatments } from './policies.ts';

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
 * The one gate. Everything that leaves passes it, as a whole and once: files, what is printed, what goes to other programs.
 * Answers the content as the policy lets it leave. The policy `none`, for published and already-treated data, changes nothing.
 */
export function passGate<Content extends Leaving>(
  content: Content,
  policy: DisclosurePolicy,
): Passed<Content> {
  return makePassed(treatments[policy](content));
}
