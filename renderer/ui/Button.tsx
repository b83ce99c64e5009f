import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  TooltipTrigger,
  type ButtonProps as AriaButtonProps,
} from 'react-aria-components';
import { Tooltip } from './Tooltip.tsx';

type Look = 'plain' | 'outlined' | 'primary' | 'danger' | 'link';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'children'> {
  look?: Look;
  children: ReactNode;
}

/** A button with words. `primary` marks the one thing a person most likely wants. */
export function Button({ look = 'outlined', ...props }: ButtonProps) {
  return <AriaButton {...props} className={look === 'plain' ? 'button' : `button button-${look}`} />;
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'aria-label'> {
  /** The accessible name. */
  label: string;
  /** What the tooltip says where that is more than the name. */
  hint?: string;
  icon: ReactNode;
}

/** A button with an icon only: its name is in a tooltip, also for the keyboard. */
export function IconButton({ label, hint, icon, ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      <AriaButton {...props} aria-label={label} className="button button-icon">
        {icon}
      </AriaButton>
      <Tooltip>{hint ?? label}</Tooltip>
    </TooltipTrigger>
  );
}
