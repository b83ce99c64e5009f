import { randomBytes, timingSafeEqual } from 'node:crypto';

/** What a browser has once it is let in. */
export interface Entry {
  /** For the cookie: says which browser asks. Cookies go to every port of this machine, so it opens nothing alone. */
  browser: string;
  /** For the page to keep and show with every call; worth nothing with another browser's cookie. */
  key: string;
}

/** Who may come in. Everything is of this start of the server and forgotten with it. */
export interface Keys {
  /** A code that lets one browser in, once. Of those that wait to be used the newest are kept. */
  makeCode(onSpent: () => void): string;
  /** Spends a code; `browser` = what the cookie says. A browser that is in already keeps its key. Undefined for no such code. */
  enter(code: string, browser: string | undefined): Entry | undefined;
  isIn(browser: string | undefined, key: string | undefined): boolean;
  /** A ticket lets one browser fetch one file, once: a download cannot show the key. */
  makeTicket(browser: string, file: string): string;
  /** True for the right ticket, which is spent by it. */
  spendTicket(ticket: string, browser: string | undefined, file: string): boolean;
}

const mostWaiting = 100;

const makeSecret = (): string => randomBytes(24).toString('base64url');

function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Secrets that are each good for one use. */
class Waiting<Purpose> {
  private readonly purposes = new Map<string, Purpose>();

  add(purpose: Purpose): string {
    const secret = makeSecret();
    this.purposes.set(secret, purpose);
    for (const oldest of this.purposes.keys()) {
      if (this.purposes.size <= mostWaiting) break;
      this.purposes.delete(oldest);
    }
    return secret;
  }

  spend(offered: string): Purpose | undefined {
    const secret = [...this.purposes.keys()].find((waiting) => sameText(waiting, offered));
    if (secret === undefined) return undefined;
    const purpose = this.purposes.get(secret);
    this.purposes.delete(secret);
    return purpose;
  }
}

/** Makes the keys of one start of the server. */
export function makeKeys(): Keys {
  const codes = new Waiting<{ onSpent: () => void }>();
  const tickets = new Waiting<{ browser: string; file: string }>();
  const keys = new Map<string, string>();

  return {
    makeCode: (onSpent) => codes.add({ onSpent }),
    enter(code, known) {
      const spent = codes.spend(code);
      if (spent === undefined) return undefined;
      const browser = known !== undefined && keys.has(known) ? known : makeSecret();
      const key = keys.get(browser) ?? makeSecret();
      keys.set(browser, key);
      spent.onSpent();
      return { browser, key };
    },
    isIn(browser, key) {
      const right = browser === undefined ? undefined : keys.get(browser);
      return right !== undefined && key !== undefined && sameText(right, key);
    },
    makeTicket: (browser, file) => tickets.add({ browser, file }),
    spendTicket(ticket, browser, file) {
      const purpose = tickets.spend(ticket);
      return purpose !== undefined && purpose.browser === browser && purpose.file === file;
    },
  };
}
