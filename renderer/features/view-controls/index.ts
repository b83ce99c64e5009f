export { ViewControls } from './ViewControls.tsx';
