/**
 * A text as any format can hold it: without the control characters that XML has no room for, and with one kind of line end.
 * With `lost` blanks, without any: a page breaks lines where it likes.
 */
export function printable(text: string, blanks: 'kept' | 'lost' = 'kept'): string {
  const clean = text
    .toWellFormed()
    .replaceAll(/\r\n?/g, '\n')
    // oxlint-disable-next-line no-control-regex -- these are what is taken out
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g, '\uFFFD');
  return blanks === 'lost' ? clean.replaceAll(/\s+/g, '') : clean;
}
