import type { Degrees } from './plane.ts';

/**
 * Stylised outlines of the six districts about the Mersey, drawn by hand from general knowledge. Each line is drawn once and
 * used by the districts on both of its sides. Coast and river shores are smooth; borders over land wander a little.
 */
export interface Outline {
  kind: 'shore' | 'border';
  points: Degrees[];
}

// Where three sides meet.
const seftonLiverpoolShore: Degrees = [-3.0085, 53.4355];
const fazakerley: Degrees = [-2.917, 53.4745];
const melling: Degrees = [-2.898, 53.5045];
const knowsleyPark: Degrees = [-2.8135, 53.4755];
const cronton: Degrees = [-2.744, 53.397];
const haleRoad: Degrees = [-2.82, 53.3505];
const oglet: Degrees = [-2.826, 53.3315];
const boldMoss: Degrees = [-2.697, 53.392];
const seftonNorth: Degrees = [-2.952, 53.695];
const fiddlersFerry: Degrees = [-2.676, 53.3725];
const eastham: Degrees = [-2.944, 53.318];
const gayton: Degrees = [-3.082, 53.301];
const moore: Degrees = [-2.652, 53.3655];
const weaverMouth: Degrees = [-2.759, 53.32];

const shore = (...points: Degrees[]): Outline => ({ kind: 'shore', points });
const border = (...points: Degrees[]): Outline => ({ kind: 'border', points });

export const outlines = {
  // prettier-ignore
  seftonCoast: shore(
    seftonLiverpoolShore, [-3.012, 53.446], [-3.02, 53.455], [-3.0305, 53.463], [-3.0275, 53.4705], [-3.036, 53.477],
    [-3.045, 53.485], [-3.056, 53.4935], [-3.0625, 53.503], [-3.064, 53.511], [-3.057, 53.5165], [-3.066, 53.5225],
    [-3.079, 53.529], [-3.094, 53.538], [-3.105, 53.55], [-3.108, 53.562], [-3.101, 53.576], [-3.089, 53.59],
    [-3.074, 53.603], [-3.058, 53.616], [-3.044, 53.629], [-3.03, 53.642], [-3.018, 53.653], [-3.003, 53.6635],
    [-2.985, 53.675], [-2.968, 53.686], seftonNorth,
  ),
  // prettier-ignore
  seftonInland: border(
    seftonNorth, [-2.94, 53.69], [-2.938, 53.679], [-2.951, 53.668], [-2.953, 53.655], [-2.945, 53.645], [-2.955, 53.636],
    [-2.968, 53.628], [-2.976, 53.615], [-2.992, 53.606], [-3.008, 53.595], [-3.022, 53.583], [-3.02, 53.572],
    [-3.028, 53.563], [-3.035, 53.552], [-3.02, 53.543], [-3.003, 53.544], [-2.988, 53.551], [-2.972, 53.556],
    [-2.955, 53.553], [-2.94, 53.545], [-2.929, 53.535], [-2.918, 53.526], [-2.905, 53.519], [-2.893, 53.512], melling,
  ),
  seftonKnowsley: border(melling, [-2.908, 53.497], [-2.916, 53.489], [-2.91, 53.481], fazakerley),
  // prettier-ignore
  seftonLiverpool: border(
    fazakerley, [-2.928, 53.4725], [-2.94, 53.469], [-2.952, 53.4705], [-2.962, 53.4665], [-2.969, 53.459],
    [-2.974, 53.451], [-2.981, 53.444], [-2.99, 53.4385], [-2.999, 53.4365], seftonLiverpoolShore,
  ),
  // prettier-ignore
  liverpoolShore: shore(
    oglet, [-2.842, 53.329], [-2.86, 53.332], [-2.878, 53.3345], [-2.893, 53.34], [-2.905, 53.3455], [-2.915, 53.35],
    [-2.929, 53.3555], [-2.945, 53.3625], [-2.957, 53.369], [-2.967, 53.3765], [-2.977, 53.384], [-2.9855, 53.3915],
    [-2.9925, 53.399], [-2.9975, 53.407], [-3.0015, 53.416], [-3.005, 53.426], seftonLiverpoolShore,
  ),
  // prettier-ignore
  liverpoolKnowsley: border(
    fazakerley, [-2.907, 53.4695], [-2.893, 53.467], [-2.88, 53.4625], [-2.871, 53.455], [-2.861, 53.449], [-2.868, 53.4425],
    [-2.877, 53.438], [-2.872, 53.43], [-2.862, 53.4245], [-2.866, 53.417], [-2.864, 53.409], [-2.855, 53.403],
    [-2.846, 53.3985], [-2.836, 53.396], [-2.829, 53.389], [-2.834, 53.381], [-2.846, 53.377], [-2.857, 53.371],
    [-2.861, 53.364], [-2.853, 53.3575], [-2.841, 53.354], [-2.83, 53.3545], haleRoad,
  ),
  liverpoolHalton: border(haleRoad, [-2.8185, 53.344], [-2.823, 53.3375], oglet),
  // prettier-ignore
  knowsleyNorth: border(
    melling, [-2.885, 53.5065], [-2.868, 53.5045], [-2.852, 53.499], [-2.842, 53.491], [-2.834, 53.483], [-2.822, 53.4795],
    knowsleyPark,
  ),
  // prettier-ignore
  knowsleyStHelens: border(
    knowsleyPark, [-2.806, 53.468], [-2.796, 53.46], [-2.788, 53.45], [-2.79, 53.441], [-2.785, 53.433], [-2.776, 53.4225],
    [-2.774, 53.414], [-2.764, 53.407], [-2.753, 53.4035], cronton,
  ),
  // prettier-ignore
  knowsleyHalton: border(
    cronton, [-2.754, 53.3885], [-2.764, 53.382], [-2.777, 53.3805], [-2.79, 53.3765], [-2.797, 53.368], [-2.803, 53.359],
    [-2.811, 53.353], haleRoad,
  ),
  // prettier-ignore
  stHelensOuter: border(
    knowsleyPark, [-2.821, 53.484], [-2.832, 53.493], [-2.838, 53.504], [-2.832, 53.515], [-2.818, 53.523], [-2.801, 53.53],
    [-2.783, 53.5325], [-2.765, 53.5275], [-2.748, 53.522], [-2.732, 53.521], [-2.715, 53.5235], [-2.699, 53.519],
    [-2.688, 53.51], [-2.679, 53.502], [-2.667, 53.4985], [-2.652, 53.4935], [-2.636, 53.488], [-2.622, 53.482],
    [-2.608, 53.476], [-2.594, 53.467], [-2.582, 53.456], [-2.586, 53.446], [-2.6, 53.438], [-2.616, 53.432],
    [-2.633, 53.4325], [-2.648, 53.438], [-2.659, 53.433], [-2.656, 53.423], [-2.661, 53.412], [-2.673, 53.404],
    [-2.683, 53.397], boldMoss,
  ),
  stHelensHalton: border(boldMoss, [-2.711, 53.3935], [-2.725, 53.3955], [-2.735, 53.395], cronton),
  haltonEast: border(boldMoss, [-2.693, 53.385], [-2.684, 53.379], fiddlersFerry),
  // prettier-ignore
  widnesShore: shore(
    fiddlersFerry, [-2.684, 53.366], [-2.697, 53.3605], [-2.71, 53.3565], [-2.722, 53.3525], [-2.733, 53.3495],
    [-2.743, 53.3483], [-2.752, 53.3505], [-2.763, 53.3475], [-2.772, 53.3405], [-2.781, 53.331], [-2.79, 53.3235],
    [-2.801, 53.3215], [-2.812, 53.325], oglet,
  ),
  // prettier-ignore
  runcornShore: shore(
    moore, [-2.664, 53.363], [-2.676, 53.3585], [-2.688, 53.354], [-2.702, 53.3505], [-2.715, 53.3475], [-2.728, 53.3448],
    [-2.741, 53.3447], [-2.75, 53.339], [-2.757, 53.331], [-2.7625, 53.325], weaverMouth,
  ),
  // prettier-ignore
  runcornInland: border(
    weaverMouth, [-2.75, 53.316], [-2.738, 53.311], [-2.722, 53.3065], [-2.705, 53.303], [-2.688, 53.3015], [-2.67, 53.304],
    [-2.652, 53.309], [-2.634, 53.3135], [-2.618, 53.32], [-2.604, 53.33], [-2.598, 53.342], [-2.606, 53.353],
    [-2.62, 53.3605], [-2.637, 53.3645], moore,
  ),
  // prettier-ignore
  wirralMersey: shore(
    [-3.041, 53.4435], [-3.032, 53.438], [-3.026, 53.43], [-3.022, 53.421], [-3.0175, 53.413], [-3.019, 53.4078], [-3.03, 53.4067], [-3.046, 53.4058],
    [-3.0465, 53.4033], [-3.032, 53.4033], [-3.0165, 53.4035], [-3.0105, 53.4],
    [-3.0075, 53.394], [-3.003, 53.385], [-2.996, 53.3765], [-2.9885, 53.369], [-2.981, 53.3615], [-2.975, 53.353],
    [-2.969, 53.344], [-2.961, 53.335], [-2.953, 53.326], eastham,
  ),
  // prettier-ignore
  wirralInland: border(
    eastham, [-2.936, 53.31], [-2.944, 53.303], [-2.96, 53.3025], [-2.975, 53.306], [-2.988, 53.3025], [-3.003, 53.3035],
    [-3.018, 53.309], [-3.032, 53.3065], [-3.048, 53.301], [-3.062, 53.2985], gayton,
  ),
  // prettier-ignore
  wirralDeeAndSea: shore(
    gayton, [-3.0915, 53.3065], [-3.102, 53.312], [-3.114, 53.319], [-3.126, 53.327], [-3.139, 53.3345], [-3.153, 53.342],
    [-3.167, 53.35], [-3.179, 53.358], [-3.188, 53.3665], [-3.195, 53.375], [-3.2005, 53.3845], [-3.196, 53.393],
    [-3.184, 53.3995], [-3.168, 53.4045], [-3.15, 53.409], [-3.132, 53.4135], [-3.114, 53.4185], [-3.096, 53.4245],
    [-3.079, 53.4315], [-3.062, 53.438], [-3.041, 53.4435],
  ),
} as const satisfies Record<string, Outline>;

export type OutlineName = keyof typeof outlines;

/** The lines about each district, one list per piece of land, in order; a leading minus walks a line backwards. */
export const districtRings = {
  Halton: [
    ['-liverpoolHalton', '-knowsleyHalton', '-stHelensHalton', 'haltonEast', 'widnesShore'],
    ['runcornShore', 'runcornInland'],
  ],
  Knowsley: [
    ['knowsleyNorth', 'knowsleyStHelens', 'knowsleyHalton', '-liverpoolKnowsley', '-seftonKnowsley'],
  ],
  Liverpool: [['-seftonLiverpool', 'liverpoolKnowsley', 'liverpoolHalton', 'liverpoolShore']],
  Sefton: [['seftonCoast', 'seftonInland', 'seftonKnowsley', 'seftonLiverpool']],
  'St Helens': [['stHelensOuter', 'stHelensHalton', '-knowsleyStHelens']],
  Wirral: [['wirralMersey', 'wirralInland', 'wirralDeeAndSea']],
} as const satisfies Record<string, (OutlineName | `-${OutlineName}`)[][]>;

export type DistrictName = keyof typeof districtRings;
