import { type ErrorDetails, PinpointError } from '#contract';

/** The error for a file that cannot be taken as it is. The message is one sentence; `details` say what to do. */
export function refusal(message: string, details: ErrorDetails = {}, cause?: unknown): PinpointError {
  return new PinpointError('input_refused', message, details, cause === undefined ? undefined : { cause });
}

/**
 * Refuses content that is a page or an error answer of a web server saved under the name of a data file.
 * `start` is the beginning of the content; a kilobyte is plenty.
 */
export function refuseWebPage(start: Uint8Array, name: string): void {
  const text = new TextDecoder('latin1').decode(start.subarray(0, 1024)).replace(/^[ï»¿\s]+/, '');
  const isPage =
    /^<(!doctype\s+html|html|head|body)\b/i.test(text) || /^<!--[\s\S]*?-->\s*<html\b/i.test(text);
  const isAnswer = /^<\?xml[^>]*>\s*<(Error|ServiceException|ows:ExceptionReport|html)\b/i.test(text);
  if (!isPage && !isAnswer) return;
  throw refusal(`“${name}” holds a web page, not data.`, {
    file: name,
    found: isPage ? 'HTML' : 'an error answer of a web server',
    expected: 'the data file itself',
    hint: 'Open the download link in a browser, sign in or accept the terms if asked, and save the file again.',
  });
}
