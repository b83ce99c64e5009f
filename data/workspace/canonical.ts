/** JSON with the keys of every object sorted, so that equal values have equal texts. Undefined becomes null. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value ?? null, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(
      Object.entries(item).toSorted(([a], [b]) => {
        if (a === b) return 0;
        return a < b ? -1 : 1;
      }),
    );
  });
}
