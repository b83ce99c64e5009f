import type { KeyboardEvent, PointerEvent } from 'react';

export interface SplitterProps {
  label: string;
  /** `vertical`: a standing line between left and right. */
  orientation: 'vertical' | 'horizontal';
  /** Size in pixels of the panel that it belongs to. */
  size: number;
  min: number;
  max: number;
  /** 1 when the panel grows as the line moves right or down, -1 otherwise. */
  direction: 1 | -1;
  onResize: (size: number) => void;
}

const stepPx = 16;

/** A line that is dragged, or moved with the arrow keys, to resize a panel. */
export function Splitter({ label, orientation, size, min, max, direction, onResize }: SplitterProps) {
  const limit = (value: number): number => Math.round(Math.min(max, Math.max(min, value)));
  const along = (event: PointerEvent): number => (orientation === 'vertical' ? event.clientX : event.clientY);

  const drag = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.button !== 0) return;
    const handle = event.currentTarget;
    const start = along(event);
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    const move = (moved: globalThis.PointerEvent): void => {
      const now = orientation === 'vertical' ? moved.clientX : moved.clientY;
      onResize(limit(size + direction * (now - start)));
    };
    handle.addEventListener('pointermove', move);
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), {
      once: true,
    });
  };

  const press = (event: KeyboardEvent): void => {
    const forward = orientation === 'vertical' ? 'ArrowRight' : 'ArrowDown';
    const backward = orientation === 'vertical' ? 'ArrowLeft' : 'ArrowUp';
    const change = { [forward]: stepPx, [backward]: -stepPx }[event.key];
    const next = event.key === 'Home' ? min : event.key === 'End' ? max : undefined;
    if (change === undefined && next === undefined) return;
    event.preventDefault();
    onResize(limit(next ?? size + direction * (change ?? 0)));
  };

  return (
    <div
      className={`splitter splitter-${orientation}`}
      role="separator"
      tabIndex={0}
      aria-label={label}
      aria-orientation={orientation}
      aria-valuenow={size}
      aria-valuemin={min}
      aria-valuemax={max}
      onPointerDown={drag}
      onKeyDown={press}
    />
  );
}
