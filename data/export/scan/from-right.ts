const scripts = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Whether a text holds a character of a script that is read from right to left. */
export function isFromRight(text: string): boolean {
  return scripts.test(text);
}
