export { PlannerDialog } from './PlannerDialog.tsx';
