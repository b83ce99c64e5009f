import type { GeographyRef } from '#contract';

/** Tiles of the workspace by address, so that the map reads them through the contract in every host. */
export const tileScheme = 'pinpoint';

/** Address of a geography's tiles. It holds the revision, so that a changed workspace is read again. */
export function tileAddress(caller: string, revision: number, geography: GeographyRef): string {
  return `${tileScheme}://${caller}/${revision}/${geography.replace(':', '-')}/{z}/{x}/{y}`;
}

/** What an address of ours asks for; undefined for any other text. */
export function parseTileAddress(
  url: string,
): { caller: string; geography: GeographyRef; z: number; x: number; y: number } | undefined {
  const match = /^pinpoint:\/\/(c\d+)\/\d+\/([a-z]+)-(\d{4})\/(\d+)\/(\d+)\/(\d+)$/.exec(url);
  if (!match) return undefined;
  const [, caller, kind, vintage, z, x, y] = match;
  return { caller: caller!, geography: `${kind}:${vintage}`, z: Number(z), x: Number(x), y: Number(y) };
}
