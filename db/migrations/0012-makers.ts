/**
 * Who made an embed, and who asked for an import of a file: what comes of both is what they may.
 *
 * - The embeds of a person go with them. One without a maker was made at the machine itself.
 * - What a person may do decides what their embeds show, so a change of it is a change of what is seen.
 */
export const sql = `
alter table embed add column maker_id integer references person on delete cascade;
alter table upload add column asker jsonb;

create constraint trigger renew after update or delete on person
  deferrable initially deferred for each row execute function renew_data_version();
create constraint trigger renew after insert or update or delete on person_team
  deferrable initially deferred for each row execute function renew_data_version();
`;
