import type { Page, Request, Route } from 'playwright-core';
import { decodeFrame, type CallName } from '#contract';

/** A first question on its way. */
export interface HeldCall {
  /** Resolves when the page has asked. */
  asked: Promise<void>;
  /** Lets it be answered; resolves when the page has the answer and has drawn. */
  arrive(): Promise<void>;
}

function nameOf(request: Request): string {
  const body = request.postDataBuffer();
  return body === null ? '' : (decodeFrame(new Uint8Array(body)) as { name: string }).name;
}

/** Slows the next call of this name down until it is let go; later ones are as fast as ever. */
export async function holdNext(page: Page, name: CallName): Promise<HeldCall> {
  const asked = Promise.withResolvers<Request>();
  const free = Promise.withResolvers<void>();
  let isHolding = true;
  const slow = async (route: Route): Promise<void> => {
    if (!isHolding || nameOf(route.request()) !== name) return route.fallback();
    isHolding = false;
    asked.resolve(route.request());
    await free.promise;
    await route.continue();
  };
  await page.route('**/call', slow);
  return {
    asked: asked.promise.then(() => undefined),
    async arrive() {
      const request = await asked.promise;
      const finished = page.waitForEvent('requestfinished', (other) => other === request);
      free.resolve();
      await finished;
      await page.unroute('**/call', slow);
      await page.evaluate(
        () =>
          new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
      );
    },
  };
}
