/** The scheme that the page is served through, instead of `file:`, which has privileges that the page must not have. */
export const pageScheme = 'app';
const host = 'pinpoint';

/** The address of the page. */
export const pageUrl = `${pageScheme}://${host}/index.html`;

/** Whether an address belongs to the page's own origin; false for anything that is no address. */
export function isOwnPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${pageScheme}:` && url.host === host;
}

/** The address as it may be handed to the person's browser; undefined for everything but plain `https:`. */
export function findWebLink(address: unknown): string | undefined {
  if (typeof address !== 'string' || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '';
  return isPlain ? url.href : undefined;
}
