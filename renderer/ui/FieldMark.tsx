/** Stands beside the label of a field that the person has to fill in or check. */
export function FieldMark() {
  return <span className="field-mark">needed</span>;
}
