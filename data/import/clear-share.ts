/**
 * A parent is ambiguous where less than this share of what the area has within any parent lies in the best one: more than
 * a tenth lies elsewhere, which the generalisation of boundaries alone does not bring about.
 */
export const clearShare = 0.9;
