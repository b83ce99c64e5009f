import { orderEditions, refOfEdition, useSession } from '../../state/index.ts';
import { geographyWords } from '../../ui/index.ts';
import { FirstOffer } from './FirstOffer.tsx';
import { useQueue } from './queue.ts';

export interface AreasFirstProps {
  /** Empty where it is not said yet. */
  geography: string;
  vintage: string;
}

/** Where the workspace has no areas for what a file tells of them, and none are on their way: the boundaries come first. */
export function AreasFirst({ geography, vintage }: AreasFirstProps) {
  const description = useSession((state) => state.description);
  const items = useQueue((state) => state.items);
  if (description === null) return null;
  const ref = `${geography}:${vintage}`;
  const isSaid = geography !== '' && vintage !== '';
  const editions = orderEditions(description);
  const isThere = editions.some((edition) => refOfEdition(edition) === ref);
  const isComing = items.some(
    ({ look: { draft } }) =>
      draft?.family === 'boundaries' && (!isSaid || `${draft.geography}:${draft.vintage}` === ref),
  );
  if (isThere || isComing || (editions.length > 0 && !isSaid)) return null;
  const areas = isSaid ? geographyWords(ref).name : 'areas';
  return (
    <FirstOffer
      problem={`The workspace has no ${areas} yet. Their boundaries come first: those of another file are imported before this one.`}
      family="boundaries"
      action="Import boundaries first…"
    />
  );
}
