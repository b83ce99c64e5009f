/** Whether a program that reads a bare text would run it as a formula. A negative number is none. */
export function isFormula(text: string): boolean {
  return /^[=+\-@\t\r]/.test(text) && !/^-\d+(\.\d+)?$/.test(text);
}
