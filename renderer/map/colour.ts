/** Red, green, blue, each 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** Reads `#rrggbb`. Throws on anything else: colours here are constants of ours. */
export function rgbFromHex(hex: string): Rgb {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!match) throw new TypeError(`Not a colour of the form #rrggbb: ${hex}`);
  return [Number.parseInt(match[1]!, 16), Number.parseInt(match[2]!, 16), Number.parseInt(match[3]!, 16)];
}

/** Writes `#rrggbb`, each part rounded. */
export function hexFromRgb(rgb: Rgb): string {
  return `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** The colour seen where `over` lies on `under` with the given opacity (0 to 1), as browsers and the map mix it. */
export function blend(over: string, under: string, opacity: number): string {
  const below = rgbFromHex(under);
  const mixed = rgbFromHex(over).map((part, index) => part * opacity + below[index]! * (1 - opacity));
  return hexFromRgb([mixed[0]!, mixed[1]!, mixed[2]!]);
}

/** `rgba(…)` text of a hex colour. */
export function withOpacity(hex: string, opacity: number): string {
  return `rgba(${rgbFromHex(hex).join(',')},${opacity})`;
}

/** Relative luminance, 0 (black) to 1 (white). Source: WCAG 2.2, definition of relative luminance. */
export function luminance(hex: string): number {
  const [red, green, blue] = rgbFromHex(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

/** Contrast of two colours, 1 to 21. Source: WCAG 2.2, definition of contrast ratio. */
export function contrast(first: string, second: string): number {
  const [dark, light] = [luminance(first), luminance(second)].toSorted((a, b) => a - b);
  return (light! + 0.05) / (dark! + 0.05);
}
