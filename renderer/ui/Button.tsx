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
  /** Why the button does nothing now. It stays within reach, so that the tooltip can say so. */
  unavailable?: string | undefined;
  children: ReactNode;
}

/** A button with words. `primary` marks the one thing a person most likely wants. */
export function Button({ look = 'outlined', unavailable, ...props }: ButtonProps) {
  const className = look === 'plain' ? 'button' : `button button-${look}`;
  if (unavailable === undefined) return <AriaButton {...props} className={className} />;
  return (
    <TooltipTrigger delay={300} closeDelay={80}>
      <AriaButton className={className} aria-disabled>
        {props.children}
      </AriaButton>
      <Tooltip>{unavailable}</Tooltip>
    </TooltipTrigger>
  );
}

export interface IconButtonProps extends Omit<AriaButtonProps, 'className' | 'children' | 'aria-label'> {
  /** The accessible name. */
  label: string;
  /** What the tooltip says where that is more than the name. */
  hint?: string;
  /** Why the button does nothing now; the tooltip says so. */
  unavailable?: string | undefined;
  icon: ReactNode;
}

/** A button with an icon only: its name is in a tooltip, also for the keyboard. */
export function IconButton({ label, hint, unavailable, icon, ...props }: IconButtonProps) {
  const isUnavailable = unavailable !== undefined;
  return (
    <TooltipTrigger delay={500} closeDelay={80}>
      <AriaButton
        {...(isUnavailable ? {} : props)}
        aria-label={label}
        aria-disabled={isUnavailable}
        className="button button-icon"
      >
        {icon}
      </AriaButton>
      <Tooltip>{unavailable ?? hint ?? label}</Tooltip>
    </TooltipTrigger>
  );
}
