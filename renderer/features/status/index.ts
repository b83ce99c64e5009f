import './status.css';

export { Notices } from './Notices.tsx';
export { StatusBar } from './StatusBar.tsx';
