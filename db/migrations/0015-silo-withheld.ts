/** Whether a team keeps its silo KPIs to itself and executives. */
export const sql = `
alter table team add column silo_withheld boolean not null default false;
`;
