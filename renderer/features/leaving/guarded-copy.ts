/** A number that stands alone: codes and names of areas ("E01005350", "Bolton 001A") are none. */
const figure = /(?<![\p{L}\d.,])\d[\d.,]*(?![\p{L}\d])/u;

/** Whether a text that somebody wants to copy holds figures. */
export function holdsFigures(text: string): boolean {
  return figure.test(text);
}
