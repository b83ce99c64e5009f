export { TablePane } from './TablePane.tsx';
