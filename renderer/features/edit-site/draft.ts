import type { Site } from '#contract';
import type { SiteDraft } from '../../state/index.ts';

/** A site that is not there yet. */
export const newDraft: SiteDraft = {
  id: null,
  name: '',
  lon: '',
  lat: '',
  postcode: '',
  firstDay: '',
  lastDay: '',
  kind: 'provision',
  jobs: '',
};

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Whether a text is a number within limits. */
function isBetween(text: string, least: number, most: number): boolean {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) && number >= least && number <= most;
}

/** Whether a text is empty or a day that the calendar has. */
export function isDay(text: string): boolean {
  if (text.trim() === '') return true;
  const instant = Date.parse(`${text.trim()}T00:00:00Z`);
  // 31 February is read as a day of March.
  return (
    dayPattern.test(text.trim()) &&
    !Number.isNaN(instant) &&
    new Date(instant).toISOString().startsWith(text.trim())
  );
}

/** Whether a text is empty or a number from 0 up. */
export function isAmount(text: string): boolean {
  return text.trim() === '' || isBetween(text, 0, Number.MAX_VALUE);
}

/** What is wrong with a draft, by field; empty where it can be saved. */
export function findSiteProblems(draft: SiteDraft): Partial<Record<keyof SiteDraft, string>> {
  const problems: Partial<Record<keyof SiteDraft, string>> = {};
  if (draft.name.trim() === '') problems.name = 'Give the site a name.';
  if (!isBetween(draft.lon, -180, 180)) problems.lon = 'Degrees east, −180 to 180: -2.9916.';
  if (!isBetween(draft.lat, -90, 90)) problems.lat = 'Degrees north, −90 to 90: 53.4084.';
  if (!isAmount(draft.jobs)) problems.jobs = 'Enter 0 or more, or leave it empty where it is not known.';
  if (!isDay(draft.firstDay)) problems.firstDay = 'Write the day as 2008-07-01.';
  if (!isDay(draft.lastDay)) problems.lastDay = 'Write the day as 2008-07-01.';
  else if (draft.firstDay !== '' && draft.lastDay !== '' && draft.lastDay < draft.firstDay)
    problems.lastDay = 'The last day is before the first.';
  return problems;
}

/** A text as the contract has it: null where it is empty. */
export const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** The site as it is saved. The draft has no problems. */
export function siteFromDraft(draft: SiteDraft): Omit<Site, 'id'> & { id: string | null } {
  return {
    id: draft.id,
    name: draft.name.trim(),
    lon: Number(draft.lon),
    lat: Number(draft.lat),
    postcode: orNull(draft.postcode),
    firstDay: orNull(draft.firstDay),
    lastDay: orNull(draft.lastDay),
    kind: draft.kind,
    jobs: draft.jobs.trim() === '' ? null : Number(draft.jobs),
  };
}

/** Whether saving the draft would change the site. */
export function isChanged(draft: SiteDraft, site: Site): boolean {
  const next = siteFromDraft(draft);
  return siteFields.some((field) => next[field] !== site[field]);
}

/** Whether the draft differs from the site in its place alone. */
export function isMoveOnly(draft: SiteDraft, site: Site): boolean {
  const { lon, lat } = siteFromDraft(draft);
  if (lon === site.lon && lat === site.lat) return false;
  return !isChanged(draft, { ...site, lon, lat });
}

const siteFields = ['name', 'lon', 'lat', 'postcode', 'firstDay', 'lastDay', 'kind', 'jobs'] as const;
