/**
 * Another stamp after every change of what pages read. It is renewed as the last thing before a commit:
 * whoever sees the new stamp sees what was changed, and writers hold its row for a moment only. Imports
 * and changes of what is agreed leave a row each, in `import` or `audit_log`; no change is without.
 */
export const sql = `
create table data_version (
  one boolean primary key default true check (one),
  stamp uuid not null default gen_random_uuid()
);
insert into data_version default values;

create function renew_data_version() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('throughline.renewed', true), '') <> 'on' then
    update data_version set stamp = gen_random_uuid();
    perform set_config('throughline.renewed', 'on', true);
  end if;
  return null;
end $$;

create constraint trigger renew after insert or update or delete on import
  deferrable initially deferred for each row execute function renew_data_version();
-- Keys of programs are no part of what pages show.
create constraint trigger renew after insert on audit_log
  deferrable initially deferred for each row when (new.entity not like 'api\\_key%')
  execute function renew_data_version();
create constraint trigger renew_when_gone after delete on audit_log
  deferrable initially deferred for each row execute function renew_data_version();
`;
