import { createHash } from 'node:crypto';
import { canonicalJson } from '#data/workspace';

/** SHA-256 of a value as JSON, whatever the order of its keys, hexadecimal. */
export function hashOf(value: unknown): string {
  // As it will be read again: without what JSON leaves out.
  const plain: unknown = JSON.parse(JSON.stringify(value ?? null));
  return createHash('sha256').update(canonicalJson(plain)).digest('hex');
}
