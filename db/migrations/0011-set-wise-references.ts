/**
 * Figures refer to KPIs and imports as before, but the reference is checked once for all that one
 * statement appends, not row by row: that took half of the time of a large import. The rows referred
 * to are locked as a foreign key would lock them. Figures themselves never change (\`append_only\`).
 */
export const sql = `
alter table observation drop constraint observation_kpi_id_fkey, drop constraint observation_import_id_fkey;
alter table period_target drop constraint period_target_kpi_id_fkey, drop constraint period_target_import_id_fkey;

create function figures_refer() returns trigger language plpgsql as $$
declare
  wanted integer[];
  holders bigint[];
  found integer;
begin
  select array_agg(distinct kpi_id), array_agg(distinct import_id) into wanted, holders
    from (select distinct kpi_id, import_id from added) a;
  perform from kpi where id = any(wanted) for key share;
  get diagnostics found = row_count;
  if found < cardinality(wanted) then
    raise foreign_key_violation using
      message = format('a row of %I refers to a KPI that is not there', tg_table_name);
  end if;
  perform from import where id = any(holders) for key share;
  get diagnostics found = row_count;
  if found < cardinality(holders) then
    raise foreign_key_violation using
      message = format('a row of %I refers to an import that is not there', tg_table_name);
  end if;
  return null;
end $$;
create trigger refers after insert on observation
  referencing new table as added for each statement execute function figures_refer();
create trigger refers after insert on period_target
  referencing new table as added for each statement execute function figures_refer();

-- The argument is the column of the figures that refers to the table.
create function figures_held() returns trigger language plpgsql as $$
declare
  held boolean;
begin
  execute format('select exists (select from observation f join gone on f.%1$I = gone.id)
    or exists (select from period_target f join gone on f.%1$I = gone.id)', tg_argv[0]) into held;
  if held then
    raise foreign_key_violation using message = format('a row of %I still has figures', tg_table_name);
  end if;
  return null;
end $$;
create trigger held after delete on kpi
  referencing old table as gone for each statement execute function figures_held('kpi_id');
create trigger held after delete on import
  referencing old table as gone for each statement execute function figures_held('import_id');
`;
