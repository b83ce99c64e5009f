import { type Stage, stageNames, stages } from '#contract';

/** Words that providers and departments use for the stages, apart from their own ids and names. */
const usualWords: Record<Stage, readonly string[]> = {
  engagement: ['outreach', 'community engagement', 'engage', 'first contact', 'community outreach'],
  advice: ['advice', 'guidance', 'iag', 'information advice and guidance', 'adult guidance', 'next step'],
  pre_employment: [
    'pre employment',
    'pre employment training',
    'employability',
    'training',
    'skills for life',
    'job preparation',
    'work preparation',
  ],
  job_entry: [
    'job brokerage',
    'brokerage',
    'recruitment',
    'job search',
    'job matching',
    'placement',
    'into work',
  ],
  in_work: ['in work', 'aftercare', 'retention', 'sustainment', 'in employment support', 'in work support'],
  progression: ['progress', 'career progression', 'workforce development', 'train to gain', 'upskilling'],
};

const plain = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

const known = new Map<string, Stage>(
  stages.flatMap((stage) =>
    [stage, stageNames[stage], ...usualWords[stage]].map((word) => [plain(word), stage] as const),
  ),
);

/** The stage that a word stands for: as the mapping says, else a stage's id, name or usual word; undefined for others. */
export function findStage(word: string, words: Readonly<Record<string, Stage>> = {}): Stage | undefined {
  const wanted = plain(word);
  const [, said] = Object.entries(words).find(([key]) => plain(key) === wanted) ?? [];
  return said ?? known.get(wanted) ?? known.get(wanted.replace(/^(stage )?\d+ /, ''));
}

/** Whether a word is a stage's own id or name, so that no mapping needs to say it. */
export function isOwnWord(word: string): boolean {
  return stages.some((stage) => plain(stage) === plain(word) || plain(stageNames[stage]) === plain(word));
}
