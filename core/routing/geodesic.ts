import { greatCircleMetres, type LonLat } from './earth.ts';

const equatorMetres = 6_378_137;
const flattening = 1 / 298.257223563;
const poleMetres = equatorMetres * (1 - flattening);
const radians = Math.PI / 180;

/** One step of Vincenty's iteration: what follows from a difference of longitude on the auxiliary sphere. */
interface Arc {
  sinSigma: number;
  cosSigma: number;
  sigma: number;
  cosSqAlpha: number;
  sinAlpha: number;
  cos2SigmaM: number;
}

/**
 * Metres along the geodesic on the WGS 84 ellipsoid: Vincenty's inverse formula (Survey Review XXIII 176, 1975), good to
 * half a millimetre. 0 for the same place, NaN for an unknown one. Between places nearly opposite on the Earth, where
 * the formula does not settle, the great circle is taken.
 */
export function geodesicMetres(from: LonLat, to: LonLat): number {
  if (from.lon === to.lon && from.lat === to.lat) return 0;
  const reducedFrom = Math.atan((1 - flattening) * Math.tan(from.lat * radians));
  const reducedTo = Math.atan((1 - flattening) * Math.tan(to.lat * radians));
  const difference = (to.lon - from.lon) * radians;
  let lambda = difference;
  for (let turn = 0; turn < 100; turn++) {
    const arc = arcOf(reducedFrom, reducedTo, lambda);
    if (arc.sinSigma === 0) return 0;
    const next = difference + longitudeShift(arc);
    if (Math.abs(next - lambda) < 1e-12) return lengthOf(arc);
    lambda = next;
  }
  return greatCircleMetres(from, to);
}

function arcOf(from: number, to: number, lambda: number): Arc {
  const cross = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(lambda);
  const sinSigma = Math.hypot(Math.cos(to) * Math.sin(lambda), cross);
  const cosSigma = Math.sin(from) * Math.sin(to) + Math.cos(from) * Math.cos(to) * Math.cos(lambda);
  const sinAlpha = sinSigma === 0 ? 0 : (Math.cos(from) * Math.cos(to) * Math.sin(lambda)) / sinSigma;
  const cosSqAlpha = 1 - sinAlpha * sinAlpha;
  // Along the equator cos²α is 0 and the term plays no part.
  const cos2SigmaM = cosSqAlpha < 1e-15 ? 0 : cosSigma - (2 * Math.sin(from) * Math.sin(to)) / cosSqAlpha;
  return { sinSigma, cosSigma, sigma: Math.atan2(sinSigma, cosSigma), cosSqAlpha, sinAlpha, cos2SigmaM };
}

function longitudeShift({ sinSigma, cosSigma, sigma, cosSqAlpha, sinAlpha, cos2SigmaM }: Arc): number {
  const c = (flattening / 16) * cosSqAlpha * (4 + flattening * (4 - 3 * cosSqAlpha));
  const inner = cos2SigmaM + c * cosSigma * (2 * cos2SigmaM * cos2SigmaM - 1);
  return (1 - c) * flattening * sinAlpha * (sigma + c * sinSigma * inner);
}

function lengthOf({ sinSigma, cosSigma, sigma, cosSqAlpha, cos2SigmaM }: Arc): number {
  const uSq = (cosSqAlpha * (equatorMetres ** 2 - poleMetres ** 2)) / poleMetres ** 2;
  const a = 1 + (uSq / 16384) * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
  const b = (uSq / 1024) * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
  const twice = 2 * cos2SigmaM * cos2SigmaM - 1;
  const third = (b / 6) * cos2SigmaM * (4 * sinSigma * sinSigma - 3) * (4 * cos2SigmaM * cos2SigmaM - 3);
  const shift = b * sinSigma * (cos2SigmaM + (b / 4) * (cosSigma * twice - third));
  return poleMetres * a * (sigma - shift);
}
