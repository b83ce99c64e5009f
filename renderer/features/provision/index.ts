export { ProvisionPanel } from './ProvisionPanel.tsx';
