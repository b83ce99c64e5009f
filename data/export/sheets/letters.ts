/** The name of the n-th column of a sheet, from 1: A, Z, AA. */
export function columnLetters(position: number): string {
  const before = Math.floor((position - 1) / 26);
  return (before > 0 ? columnLetters(before) : '') + String.fromCodePoint(65 + ((position - 1) % 26));
}
