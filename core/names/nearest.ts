/**
 * The known name most like the one found, for "did you mean". Undefined where no name has anything in common with it.
 * Upper and lower case do not count as a difference. Names that contain the text come
 * before names two or more slips away; ties go to the smaller distance, then to the name that comes first.
 */
export function findNearest(found: string, names: Iterable<string>): string | undefined {
  const wanted = found.toLowerCase();
  let best: string | undefined;
  let bestCost = Infinity;
  for (const name of names) {
    const known = name.toLowerCase();
    const distance = editDistance(wanted, known);
    if (distance >= Math.max(wanted.length, known.length)) continue;
    const isPart = known.includes(wanted);
    const cost = isPart ? Math.min(distance, 1.5) : distance;
    if (cost < bestCost || (cost === bestCost && distance < editDistance(wanted, best!.toLowerCase()))) {
      best = name;
      bestCost = cost;
    }
  }
  return best;
}

/** A hint sentence with the nearest name, or undefined where nothing is near. */
export function suggest(found: string, names: Iterable<string>): string | undefined {
  const nearest = findNearest(found, names);
  return nearest === undefined ? undefined : `Did you mean ${nearest}?`;
}

/**
 * Number of single-character insertions, deletions, replacements and swaps of neighbours that turn one text into the
 * other (optimal string alignment; Damerau 1964).
 */
export function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(last[column]! + 1, current[column - 1]! + 1, last[column - 1]! + (isSame ? 0 : 1));
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, beforeLast[column - 2]! + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length]!;
}
