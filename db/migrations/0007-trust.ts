/**
 * What stands behind figures besides their source, and a quick way to what was changed.
 *
 * - A note belongs to one revision of a figure: whoever reports it anew says anew why. It stands apart
 *   because few figures have one, and rows of millions are read for what all of them have. No foreign
 *   key to its figure, for the reason that figures have none to segments.
 * - Figures that replaced others are few, so an index on those alone costs a first import nothing.
 */
export const sql = `
create table figure_note (
  kpi_id integer not null references kpi,
  grain smallint not null check (grain between 1 and 5),
  period_start date not null,
  segment_id integer not null,
  place_id integer not null,
  revision integer not null check (revision >= 1),
  note text not null check (note <> ''),
  primary key (kpi_id, grain, period_start, segment_id, place_id, revision)
);
create trigger append_only before update or delete or truncate on figure_note
  for each statement execute function refuse_change();

create index observation_revised on observation (recorded_at, kpi_id) where revision > 1;
`;
