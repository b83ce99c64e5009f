/** Where the key is kept: for the pages of this very address and port only, in every tab of this browser, over reloads. */
const shelf = 'pinpoint-key';

/** A browser that keeps nothing (some do not in private windows) has to be let in again after a reload. */
function readShelf(): string {
  try {
    return localStorage.getItem(shelf) ?? '';
  } catch {
    return '';
  }
}

function putOnShelf(key: string): void {
  try {
    localStorage.setItem(shelf, key);
  } catch {
    return;
  }
}

/** Takes the one-time code out of the address, so that neither history nor a copied address holds it. */
function takeCode(): string | null {
  const code = new URLSearchParams(window.location.hash.slice(1)).get('code');
  if (code !== null) window.history.replaceState(null, '', window.location.pathname);
  return code;
}

async function spend(code: string): Promise<string | undefined> {
  try {
    const headers = { 'X-Pinpoint-Code': code };
    const response = await fetch('enter', { method: 'POST', credentials: 'same-origin', headers });
    return response.ok ? ((await response.json()) as { key: string }).key : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Lets the page in: spends the code that its address holds, or takes the key that this browser has already. Answers the
 * key that every call must show; an empty text where there is none, so that the first call is refused with words.
 */
export async function enter(): Promise<string> {
  // A fresh address typed into a tab that is open does not load the page by itself.
  window.addEventListener('hashchange', () => window.location.reload());
  const code = takeCode();
  const key = code === null ? undefined : await spend(code);
  if (key !== undefined) putOnShelf(key);
  return key ?? readShelf();
}
