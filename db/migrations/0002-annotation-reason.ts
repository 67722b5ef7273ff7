/** Why a change was marked; null for those marked before, and where a definition file says nothing. */
export const sql = `
alter table annotation add column reason text;
`;
