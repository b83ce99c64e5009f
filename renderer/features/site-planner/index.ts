export { PlannerDialog } from './PlannerDialog.tsx';
export { PlanPane } from './PlanPane.tsx';
