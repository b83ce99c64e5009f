import { useSession } from '../../state/index.ts';
import { EmptyState } from '../../ui/index.ts';
import { AreaGrid } from './AreaGrid.tsx';
import { useTableFacts } from './useFacts.ts';
import './table.css';

/** The table of areas, or why there is none. */
export function TablePane() {
  const facts = useTableFacts();
  const workspace = useSession((state) => state.info?.file.id ?? '');
  if (facts === null)
    return (
      <EmptyState title="No areas yet">The table lists the areas of the geography that is shown.</EmptyState>
    );
  return <AreaGrid key={`${workspace} ${facts.shown.list.geography}`} facts={facts} />;
}
