/** Ground metres one px shows at zoom 0 on the equator: the circumference (WGS84) over a world of 512 px. */
const equatorMetresPerPx = 40_075_016.686 / 512;
const metresPerMile = 1609.344;

/** Metres of ground that one px shows at a latitude (degrees) and zoom. Web Mercator on the WGS84 radius. */
export function metresPerPx(latitude: number, zoom: number): number {
  return (equatorMetresPerPx * Math.cos((latitude * Math.PI) / 180)) / 2 ** zoom;
}

/** Zoom at which an area of that many square metres is `widthPx` wide, taken as a square. Infinity for an area of nothing. */
export function zoomWhereWide(landAreaM2: number, latitude: number, widthPx: number): number {
  const widthM = Math.sqrt(landAreaM2);
  if (!(widthM > 0)) return Infinity;
  return Math.log2((widthPx * metresPerPx(latitude, 0)) / widthM);
}

export interface ScaleBarLength {
  /** "5 km", "500 m", "2 miles", "1,000 ft". */
  label: string;
  widthPx: number;
}

/** The longest round length (1, 2 or 5 times a power of ten) no wider than `maxWidthPx`, in metric and in miles. */
export function scaleBarLengths(
  metresPerPixel: number,
  maxWidthPx: number,
): [ScaleBarLength, ScaleBarLength] {
  const metres = metresPerPixel * maxWidthPx;
  return [metricLength(metres, metresPerPixel), imperialLength(metres, metresPerPixel)];
}

function metricLength(metres: number, metresPerPixel: number): ScaleBarLength {
  const round = roundDown(metres);
  const label = round >= 1000 ? `${withCommas(round / 1000)} km` : `${withCommas(round)} m`;
  return { label, widthPx: round / metresPerPixel };
}

function imperialLength(metres: number, metresPerPixel: number): ScaleBarLength {
  const miles = metres / metresPerMile;
  if (miles >= 1) {
    const round = roundDown(miles);
    const label = round === 1 ? '1 mile' : `${withCommas(round)} miles`;
    return { label, widthPx: (round * metresPerMile) / metresPerPixel };
  }
  const round = roundDown(metres / 0.3048);
  return { label: `${withCommas(round)} ft`, widthPx: (round * 0.3048) / metresPerPixel };
}

/** The next 1, 2 or 5 times a power of ten at or below; 0 for 0, negative numbers and NaN. */
export function roundDown(value: number): number {
  if (!(value > 0)) return 0;
  const power = 10 ** Math.floor(Math.log10(value));
  const digit = value / power;
  return (digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * power;
}

function withCommas(value: number): string {
  return value.toLocaleString('en-GB', { maximumFractionDigits: 2 });
}
