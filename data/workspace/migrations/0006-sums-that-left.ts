/** Beside figures of areas, what left may state sums over areas. */
export const sql = `
ALTER TABLE export_statement ADD COLUMN sums BLOB;
`;
