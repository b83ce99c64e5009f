import { tokenize } from '#core/targeting';

/** A run of characters that are drawn alike. */
export interface RulePiece {
  text: string;
  /** What it is: a token kind, or `space`. */
  kind: string;
  from: number;
  isWrong: boolean;
}

interface Range {
  from: number;
  to: number;
}

function splitAt(piece: RulePiece, offset: number): RulePiece[] {
  const at = offset - piece.from;
  if (at <= 0 || at >= piece.text.length) return [piece];
  return [
    { ...piece, text: piece.text.slice(0, at) },
    { ...piece, text: piece.text.slice(at), from: offset },
  ];
}

function coverAll(text: string): RulePiece[] {
  const pieces: RulePiece[] = [];
  let offset = 0;
  const fill = (to: number, kind: string): void => {
    if (to > offset) pieces.push({ text: text.slice(offset, to), kind, from: offset, isWrong: false });
    offset = to;
  };
  for (const token of tokenize(text)) {
    fill(token.from, 'space');
    fill(token.to, token.kind);
  }
  fill(text.length, 'space');
  return pieces;
}

/**
 * Cuts a rule into the pieces that the editor colours; together they are exactly the text. Pieces inside the wrong
 * range are marked.
 */
export function cutPieces(text: string, wrong: Range | null): RulePiece[] {
  const all = coverAll(text);
  if (wrong === null) return all;
  const edges = [wrong.from, wrong.to];
  const cut = edges.reduce((pieces, edge) => pieces.flatMap((piece) => splitAt(piece, edge)), all);
  return cut.map((piece) => ({
    ...piece,
    isWrong: piece.from >= wrong.from && piece.from + piece.text.length <= wrong.to,
  }));
}
