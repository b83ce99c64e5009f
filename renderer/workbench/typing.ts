const wordless = new Set(['button', 'checkbox', 'color', 'file', 'radio', 'range', 'submit']);

/** Whether an element takes typed text, and so has an undo of its own. */
export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !wordless.has(target.type);
}
