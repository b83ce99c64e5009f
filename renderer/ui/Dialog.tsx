import { X } from 'lucide-react';
import { useEffect, useRef, type ReactNode, type RefObject } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { IconButton } from './Button.tsx';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  size?: 'small' | 'medium' | 'wide' | 'full';
  /** Buttons at the foot, the primary one last. */
  actions?: ReactNode;
  children: ReactNode;
  /** False while leaving by Escape or the cross would lose work. */
  isDismissable?: boolean;
}

/** Long enough for a popover that closes to give the cursor back itself. */
const pauseMs = 40;

/** Where what held the cursor has gone from the dialog, the dialog itself takes it: Escape and Tab go on working. */
function useKeptFocus(dialog: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      const active = document.activeElement;
      if (active === null || active === document.body) dialog.current?.focus();
    }, pauseMs);
    return () => clearTimeout(timer);
  });
}

const isTopmost = (dialog: HTMLElement | null): boolean =>
  dialog !== null && [...document.querySelectorAll('[role=dialog]')].at(-1) === dialog;

/** Until something in the dialog holds the cursor again, keys go to the page: Escape is not lost meanwhile. */
function useEscapeFromNowhere(dialog: RefObject<HTMLElement | null>, onEscape: () => void): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const isNowhere = event.target === document.body || event.target === document.documentElement;
      if (event.key === 'Escape' && isNowhere && isTopmost(dialog.current)) onEscape();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [dialog, onEscape]);
}

/** A modal dialog: focus stays inside, Escape closes it, focus goes back to where it was. */
export function Dialog({ title, isOpen, onClose, size = 'medium', actions, children, ...rest }: DialogProps) {
  const isDismissable = rest.isDismissable ?? true;
  const dialog = useRef<HTMLElement>(null);
  useKeptFocus(dialog);
  useEscapeFromNowhere(dialog, () => {
    if (isDismissable) onClose();
  });
  return (
    <ModalOverlay
      className="overlay"
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      isKeyboardDismissDisabled={!isDismissable}
    >
      <Modal className={`dialog dialog-${size}`}>
        <AriaDialog className="dialog-content" ref={dialog}>
          <div className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {isDismissable ? <IconButton label="Close" icon={<X size={16} />} onPress={onClose} /> : null}
          </div>
          <div className="dialog-body">{children}</div>
          {actions === undefined ? null : <div className="dialog-actions">{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
