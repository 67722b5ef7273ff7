/** Figures that say something else by now than when they were first known. */
import { Card } from '@/components/ui/card';
import { Choice, namedOption } from '@/components/ui/choice';
import filters from '@/components/ui/filters.module.css';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import { Pager } from '@/components/ui/pager';
import { periodContaining } from '@/lib/domain/calendar';
import type { Kpi, Organisation } from '@/lib/domain/catalog';
import type { ListPage } from '@/lib/domain/list-page';
import { movedBy, type RestatedFigure, sourceName } from '@/lib/domain/restatement';
import { isRate } from '@/lib/domain/to-date';
import { counted } from '@/lib/domain/wording';
import { formatNumber, formatValue, withUnit } from '@/lib/format';
import { formatDifference } from '@/lib/format-compare';
import { formatInstant, periodName } from '@/lib/format-period';
import { kpiPath } from '@/lib/paths';
import { dataPath, importPath, type RestatementsLook, restatementsPath } from '@/lib/paths-data';
import styles from './data.module.css';
import { Sections } from './sections';

interface Line {
  readonly figure: RestatedFigure;
  readonly kpi: Kpi;
  readonly was: number | null;
  readonly now: number | null;
  /** Too few answered for either to be shown. */
  readonly hidden: boolean;
}

export interface RestatementsProps {
  readonly organisation: Organisation;
  readonly look: RestatementsLook;
  readonly paged: ListPage<Line>;
  readonly teams: readonly { readonly slug: string; readonly name: string }[];
  /** Of segments and places. */
  readonly names: ReadonlyMap<string, string>;
}

export function RestatementsPage(props: RestatementsProps) {
  const { look, paged, teams } = props;
  const { kpi, team, source } = look;
  const narrowed = [kpi, team, source].some((each) => each !== undefined && each !== '');
  return (
    <>
      <h1 className={styles['title']}>Figures that changed</h1>
      <p className={styles['finding']}>{findingText(props)}</p>
      <Sections current="/data/restatements" />
      <search className={filters['search']}>
        <form action={restatementsPath()} className={filters['form']}>
          <Choice
            name="team"
            label="Team that answers"
            any="any team"
            value={team}
            options={teams.map(namedOption)}
          />
          {source === undefined || source === '' ? null : (
            <input type="hidden" name="source" value={source} />
          )}
          <p className={`${form['buttons']} ${filters['buttons']}`}>
            <button type="submit" className={form['button']}>
              Show
            </button>
            {narrowed ? <Link href={restatementsPath()}>Clear: all figures</Link> : null}
          </p>
        </form>
      </search>
      <Card
        id="restatements"
        title="Shown first, known now"
        note="the newest change first; a look back shows what was known then"
      >
        {paged.items.length === 0 ? (
          <p>
            None. Sources are compared on <Link href={`${dataPath()}#origins`}>the data page</Link>.
          </p>
        ) : (
          <Table {...props} />
        )}
        <Pager
          paged={paged}
          noun="figures"
          hrefOf={(page) => restatementsPath({ ...look, page: String(page) })}
        />
      </Card>
    </>
  );
}

function findingText({ paged, look: { kpi, source } }: RestatementsProps): string {
  const name = paged.items[0]?.kpi.name ?? kpi;
  const whose = [
    kpi === undefined || kpi === '' ? [] : [` of ${name}`],
    source === undefined || source === '' ? [] : [` first reported by: ${sourceName(source)}`],
  ]
    .flat()
    .join(',');
  if (paged.of === 0) return `No figure${whose} has changed since it was first known.`;
  return `${counted(paged.of, 'figure', 'figures')}${whose} ${paged.of === 1 ? 'says' : 'say'} something else now than when first known.`;
}

function Table({ organisation, paged, names }: RestatementsProps) {
  return (
    <section className={styles['scroll']} aria-label="Figures that changed" tabIndex={0}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">Figure</th>
            <th scope="col" className={styles['number']}>
              shown first
            </th>
            <th scope="col" className={styles['number']}>
              known now
            </th>
            <th scope="col" className={styles['number']}>
              moved by
            </th>
            <th scope="col">First known</th>
            <th scope="col">Changed</th>
          </tr>
        </thead>
        <tbody>
          {paged.items.map((line) => (
            <Row key={keyOf(line.figure)} line={line} organisation={organisation} names={names} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

const keyOf = ({ kpiId, grain, periodStart, segment, place }: RestatedFigure) =>
  `${kpiId} ${grain} ${periodStart} ${segment} ${place}`;

function Row({
  line,
  organisation,
  names,
}: Pick<RestatementsProps, 'organisation' | 'names'> & { readonly line: Line }) {
  const { figure, kpi, was, now, hidden } = line;
  const { locale, timeZone } = organisation;
  const period = periodContaining(figure.periodStart, figure.grain, organisation);
  const part = [figure.segment, figure.place].flatMap((slug) =>
    slug === null ? [] : [names.get(slug) ?? slug],
  );
  const look = { segment: figure.segment, place: figure.place };
  const href = `${kpiPath(kpi.slug, { period: period.key, figure: period.key, ...look })}#figure`;
  const [first, then] = written(line, locale);
  const when = (said: RestatedFigure['now']) => (
    <Link href={importPath(said.importId)}>{formatInstant(said.recordedAt, timeZone, locale)}</Link>
  );
  return (
    <tr>
      <th scope="row">
        <Link href={href} data-step="">
          {kpi.name}
        </Link>
        <small>{[periodName(period, locale), ...part].join(' · ')}</small>
      </th>
      <td className={styles['number']}>{hidden ? 'too few answers' : first}</td>
      <td className={styles['number']}>{hidden ? 'too few answers' : then}</td>
      <td className={styles['number']}>{hidden ? '–' : movedText({ kpi, was, now }, locale)}</td>
      <td>{when(figure.first)}</td>
      <td>
        {when(figure.now)}
        <small>{counted(figure.revision - 1, 'time', 'times')}</small>
      </td>
    </tr>
  );
}

/** With as many digits as show that they differ. */
function written({ kpi, was, now }: Line, locale: string): readonly [string, string] {
  const alone = (value: number | null) =>
    value === null ? 'withdrawn' : formatValue(value, kpi.unit, kpi.decimals, locale);
  if (was === null || now === null) return [alone(was), alone(now)];
  const { a, b } = formatDifference(was, now, kpi.decimals, locale);
  return [withUnit(a, kpi.unit, locale), withUnit(b, kpi.unit, locale)];
}

function movedText({ kpi, was, now }: Pick<Line, 'kpi' | 'was' | 'now'>, locale: string): string {
  const rate = isRate(kpi);
  const by = movedBy({ first: was, now, isRate: rate });
  if (by === null) return '–';
  if (!rate) return `${formatNumber(by, 1, locale)} %`;
  return `${formatDifference(was ?? 0, now ?? 0, kpi.decimals, locale).size} points`;
}
