/** Finds, narrows and sorts the list of KPIs: a form that works without scripts, every choice in the address. */

import { statusName } from '@/components/charts/status-mark';
import { Choice, namedOption } from '@/components/ui/choice';
import styles from '@/components/ui/filters.module.css';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { KINDS } from '@/lib/domain/catalog';
import { FRESHNESSES, SIGNALS, SORTS, STATUSES } from '@/lib/domain/kpi-filter';
import type { KpiListView } from '@/lib/domain/kpi-view';
import { capitalised } from '@/lib/domain/wording';
import { type KpiFilter, kpisPath, type View } from '@/lib/paths';
import { FRESHNESS_WORDS, KIND_WORDS } from './plain-words';

const SIGNAL_WORDS: Readonly<Record<(typeof SIGNALS)[number], string>> = {
  any: 'with a signal',
  new: 'new in this period',
  worse: 'worse than usual',
  better: 'better than usual',
  none: 'without a signal',
};

const SORT_WORDS: Readonly<Record<(typeof SORTS)[number], string>> = {
  journey: 'by journey',
  name: 'by name',
  status: 'worst status first',
  team: 'by team',
  freshness: 'stalest first',
};

interface KpiFiltersProps {
  readonly shown: KpiListView;
  readonly filter: KpiFilter;
  readonly view: View;
}

export function KpiFilters({ shown, filter, view }: KpiFiltersProps) {
  const { choices, lens } = shown;
  const narrowed = Object.keys(filter).some((name) => name !== 'sort');
  return (
    <search className={styles['search']}>
      <form action="/kpis" className={styles['form']}>
        <Carried view={view} />
        <label className={styles['find']}>
          Find
          <input className={form['control']} type="search" name="q" defaultValue={choices.q} />
        </label>
        <Choice
          name="team"
          label="Team"
          any="any team"
          value={shown.team?.slug}
          options={shown.teams.map(namedOption)}
        />
        <StageSelect shown={shown} />
        <Choice
          name="lens"
          label="Counts for"
          any="any scorecard"
          value={lens}
          options={[
            ['experience', 'what customers get'],
            ['silo', 'teams’ own work'],
          ]}
        />
        <Choice
          name="kind"
          label="Kind"
          any="any kind"
          value={choices.kind}
          options={KINDS.map((kind) => [kind, KIND_WORDS[kind]])}
        />
        <Choice
          name="status"
          label="Status"
          any="any status"
          value={choices.status}
          options={STATUSES.map((status) => [status, statusName(status)])}
        />
        <Choice
          name="signal"
          label="Signal"
          any="with or without"
          value={choices.signal}
          options={SIGNALS.map((signal) => [signal, SIGNAL_WORDS[signal]])}
        />
        <Choice
          name="freshness"
          label="Figures"
          any="however fresh"
          value={choices.freshness}
          options={FRESHNESSES.map((state) => [state, FRESHNESS_WORDS[state]])}
        />
        <Choice
          name="sort"
          label="Sorted"
          any={null}
          value={choices.sort ?? 'journey'}
          options={SORTS.map((sort) => [sort, SORT_WORDS[sort]])}
        />
        <p className={`${form['buttons']} ${styles['buttons']}`}>
          <button type="submit" className={form['button']}>
            Show
          </button>
          {narrowed ? <Link href={kpisPath({}, view)}>Clear: all KPIs</Link> : null}
        </p>
      </form>
    </search>
  );
}

/** What is looked at stays. */
function Carried({ view: { period, segment, asOf } }: { readonly view: View }) {
  const parts = { period, segment: segment === 'all' ? null : segment, asOf };
  return Object.entries(parts).map(([name, value]) =>
    value == null ? null : <input key={name} type="hidden" name={name} value={value} />,
  );
}

/** Stages by their journey, where there is more than one. */
function StageSelect({ shown: { stages, stage } }: { readonly shown: KpiListView }) {
  const journeys = [...new Set(stages.map(({ journey }) => journey))];
  const options = (journey: string) =>
    stages
      .filter((each) => each.journey === journey)
      .map(({ slug, name }) => (
        <option key={slug} value={slug}>
          {name}
        </option>
      ));
  return (
    <label>
      Stage
      <select
        key={stage?.slug ?? ''}
        className={form['control']}
        name="stage"
        defaultValue={stage?.slug ?? ''}
      >
        <option value="">any stage</option>
        {journeys.length < 2
          ? journeys.flatMap(options)
          : journeys.map((journey) => (
              <optgroup key={journey} label={capitalised(journey)}>
                {options(journey)}
              </optgroup>
            ))}
      </select>
    </label>
  );
}
