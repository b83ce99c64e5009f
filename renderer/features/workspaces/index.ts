import './workspaces.css';

export { CheckDialog } from './CheckDialog.tsx';
export { NewWorkspaceDialog } from './NewWorkspaceDialog.tsx';
export { OpenWorkspaceDialog } from './OpenWorkspaceDialog.tsx';
