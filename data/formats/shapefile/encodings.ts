/** Turns bytes of an attribute table into text. */
export type Decode = (bytes: Buffer) => string;

/** The upper halves of the DOS code pages, which the platform's own decoder lacks. */
const dosPages: Readonly<Record<string, string>> = {
  '437':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00A0',
  '850':
    'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00AD±‗¾¶§÷¸°¨·¹³²■\u00A0',
};

/**
 * The decoder for an encoding as a `.cpg` file or a person writes it: `UTF-8`, `65001`, `ISO-8859-1`, `88591`, `1252`, `ANSI 1252`,
 * `cp850`, `LDID/87` …. ISO 8859-1 is read as Windows-1252, its superset in practice. undefined where the text names no encoding known here.
 */
export function findDecoder(text: string): { encoding: string; decode: Decode } | undefined {
  const name = text
    .replace(/^\uFEFF/, '')
    .trim()
    .toLowerCase();
  if (name.length === 0 || name.length > 40) return undefined;
  if (/^(utf-?8|65001|cp65001)$/.test(name))
    return { encoding: 'utf-8', decode: (bytes) => bytes.toString('utf8') };
  const number = /^(?:ansi|cp|oem|windows|ms|ibm|iso[- ]?)?[-_ ]?(\d[\d-]*)$/.exec(name)?.[1];
  const dosPage = number === undefined ? undefined : dosPages[number];
  if (dosPage !== undefined)
    return { encoding: `cp${number}`, decode: (bytes) => decodeByTable(bytes, dosPage) };
  return platformDecoder(toLabel(name, number));
}

function toLabel(name: string, number: string | undefined): string {
  const iso = number === undefined ? undefined : /^8859-?(\d{1,2})$/.exec(number)?.[1];
  if (iso !== undefined) return `iso-8859-${iso}`;
  if (number !== undefined && /^(125\d|874)$/.test(number)) return `windows-${number}`;
  if (number === '866') return 'ibm866';
  if (number === '932') return 'shift_jis';
  if (number === '936') return 'gbk';
  return name;
}

function platformDecoder(label: string): { encoding: string; decode: Decode } | undefined {
  try {
    const decoder = new TextDecoder(label);
    return { encoding: decoder.encoding, decode: (bytes) => decoder.decode(bytes) };
  } catch {
    return undefined;
  }
}

function decodeByTable(bytes: Buffer, upperHalf: string): string {
  let text = '';
  for (const byte of bytes) text += byte < 128 ? String.fromCharCode(byte) : upperHalf[byte - 128];
  return text;
}
