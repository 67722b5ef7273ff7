/** KPI by KPI: whether its figures come in, whole, from where, and whether they stay as they were. */
import { FRESHNESS_WORDS } from '@/components/kpi/plain-words';
import { Card } from '@/components/ui/card';
import { Choice, namedOption } from '@/components/ui/choice';
import filters from '@/components/ui/filters.module.css';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { Pager } from '@/components/ui/pager';
import type { PeriodKey } from '@/lib/domain/calendar';
import { type FeedView, FRESHNESS_ORDER, type KpiData } from '@/lib/domain/data-view';
import type { ListPage } from '@/lib/domain/list-page';
import { formatInstant } from '@/lib/format-period';
import { kpiPath } from '@/lib/paths';
import { type FreshnessLook, freshnessPath, importPath, restatementsPath } from '@/lib/paths-data';
import { changedBy } from './changed-text';
import styles from './data.module.css';
import { Finding } from './findings';
import { importTitle } from './outcomes';
import { Sections } from './sections';

export interface FreshnessPageProps {
  readonly view: FeedView;
  readonly look: FreshnessLook;
  readonly paged: ListPage<KpiData>;
  readonly periodLabel: (period: PeriodKey) => string;
}

export function FreshnessPage({ view, look, paged, periodLabel }: FreshnessPageProps) {
  return (
    <>
      <h1 className={styles['title']}>Figures as they come in</h1>
      <Finding view={view} />
      <Sections current="/data/freshness" />
      <Filters view={view} look={look} />
      <Card
        id="kpis"
        title="KPIs"
        note="stale ones first; coverage counts the periods that are due, about half a year back"
      >
        {paged.items.length === 0 ? (
          <p>No KPI answers to that.</p>
        ) : (
          <section className={styles['scroll']} aria-label="KPI by KPI" tabIndex={0}>
            <table className={styles['table']}>
              <thead>
                <tr>
                  <th scope="col">KPI</th>
                  <th scope="col">Figures</th>
                  <th scope="col" className={styles['number']}>
                    coverage
                  </th>
                  <th scope="col">Last import</th>
                  <th scope="col">Changed after they were first known</th>
                </tr>
              </thead>
              <tbody>
                {paged.items.map((kpi) => (
                  <Row key={kpi.slug} kpi={kpi} view={view} periodLabel={periodLabel} />
                ))}
              </tbody>
            </table>
          </section>
        )}
        <Pager
          paged={paged}
          noun="KPIs"
          hrefOf={(page) => freshnessPath({ ...look, page: String(page) })}
        />
      </Card>
    </>
  );
}

function Row({
  kpi,
  view,
  periodLabel,
}: Pick<FreshnessPageProps, 'view' | 'periodLabel'> & { readonly kpi: KpiData }) {
  const { locale, timeZone } = view.organisation;
  const { coverage, lastImport, changed } = kpi;
  return (
    <tr>
      <th scope="row">
        <Link href={`${kpiPath(kpi.slug)}#figures`} data-step="">
          {kpi.name}
        </Link>
        <small>
          {kpi.team.name} answers{kpi.source === null ? '' : ` · from ${kpi.source}`}
        </small>
      </th>
      <td>
        <span data-freshness={kpi.freshness} className={styles['freshness']}>
          {FRESHNESS_WORDS[kpi.freshness]}
        </span>
        <small>
          {kpi.newest === null ? 'none' : `newest ${periodLabel(kpi.newest)}`}
          {kpi.freshness === 'fresh' ? '' : `, due ${periodLabel(kpi.due)}`}
        </small>
      </td>
      <td className={styles['number']}>
        {coverage === null ? '–' : `${coverage.in} of ${coverage.of}`}
      </td>
      <td>
        {lastImport === null ? (
          '–'
        ) : (
          <>
            <Link href={importPath(lastImport.id)}>{importTitle(lastImport)}</Link>
            <small>{formatInstant(lastImport.recordedAt, timeZone, locale)}</small>
          </>
        )}
      </td>
      <td>
        {changed === null ? (
          'none'
        ) : (
          <Link href={restatementsPath({ kpi: kpi.slug })}>
            {changedBy(changed, kpi.isRate, locale)}
          </Link>
        )}
      </td>
    </tr>
  );
}

function Filters({ view, look }: Pick<FreshnessPageProps, 'view' | 'look'>) {
  const teams = new Map(view.kpis.map(({ team }) => [team.slug, team]));
  const narrowed = [look.q, look.team, look.state].some(
    (each) => each !== undefined && each !== '',
  );
  return (
    <search className={filters['search']}>
      <form action={freshnessPath()} className={filters['form']}>
        <label className={filters['find']}>
          Find
          <input className={form['control']} type="search" name="q" defaultValue={look.q ?? ''} />
        </label>
        <Choice
          name="team"
          label="Team that answers"
          any="any team"
          value={look.team}
          options={[...teams.values()].map(namedOption)}
        />
        <Choice
          name="state"
          label="Figures"
          any="however fresh"
          value={look.state}
          options={[
            ['waiting', 'late or stale'],
            ...FRESHNESS_ORDER.map((state) => [state, FRESHNESS_WORDS[state]] as const),
          ]}
        />
        <p className={`${form['buttons']} ${filters['buttons']}`}>
          <button type="submit" className={form['button']}>
            Show
          </button>
          {narrowed ? <Link href={freshnessPath()}>Clear: all KPIs</Link> : null}
        </p>
      </form>
    </search>
  );
}
