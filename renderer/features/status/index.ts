import './status.css';

export { Banners } from './Banners.tsx';
export { Notices } from './Notices.tsx';
export { StatusBar } from './StatusBar.tsx';
