/**
 * Another version of the catalogue after every change of what is in it, apart from that of the figures: these
 * come in all day, and the catalogue that they are about is then the same as before. Each change of one of
 * its rows leaves a row in `audit_log`. Renewed as the stamp of all data is (0003), and with it.
 */
export const sql = `
alter table data_version add column catalog uuid not null default gen_random_uuid();

create function renew_catalog_version() returns trigger language plpgsql as $$
begin
  if coalesce(current_setting('throughline.catalog_renewed', true), '') <> 'on' then
    update data_version set catalog = gen_random_uuid();
    perform set_config('throughline.catalog_renewed', 'on', true);
  end if;
  return null;
end $$;

create constraint trigger renew_catalog after insert on audit_log
  deferrable initially deferred for each row when (new.entity in ('organisation', 'team', 'journey',
    'stage', 'moment', 'dimension', 'segment', 'place', 'kpi', 'kpi_stage', 'accountability',
    'contribution', 'kpi_upstream', 'target', 'annotation', 'slug_redirect'))
  execute function renew_catalog_version();
create constraint trigger renew_catalog_when_gone after delete on audit_log
  deferrable initially deferred for each row execute function renew_catalog_version();
`;
