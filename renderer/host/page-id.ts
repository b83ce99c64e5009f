const shelf = 'pinpoint-page';

/**
 * Names this page over its reloads, so that its own changes stay its own. A tab that is duplicated takes over the storage
 * of the first, but must be somebody else: so the name lies in it only while the page is being left.
 */
export function takePageId(): string | undefined {
  try {
    const kept = sessionStorage.getItem(shelf) ?? window.crypto.randomUUID();
    sessionStorage.removeItem(shelf);
    window.addEventListener('pagehide', () => sessionStorage.setItem(shelf, kept));
    // A page that comes back from the browser's memory goes on by its name.
    window.addEventListener('pageshow', () => sessionStorage.removeItem(shelf));
    return kept;
  } catch {
    return undefined;
  }
}
