/** One moment of truth: what it is, how it stands since when, by which KPIs, who answers. */

import { Sparkline } from '@/components/charts/sparkline';
import { StatusMark, statusName } from '@/components/charts/status-mark';
import { valueText } from '@/components/kpi/kpi-rows';
import { directionText, targetText } from '@/components/kpi/target-text';
import { Link } from '@/components/ui/link';
import { SentenceText } from '@/components/ui/sentence';
import type { BoardItem } from '@/lib/domain/contrast-view';
import type { MomentItem, MomentsView } from '@/lib/domain/moment-view';
import { momentKindName } from '@/lib/domain/moment-words';
import { capitalised } from '@/lib/domain/wording';
import { kpiPath, stagePath, teamPath, type View } from '@/lib/paths';
import { shortName } from '@/lib/words';
import styles from './moments.module.css';

export interface MomentRowProps {
  readonly item: MomentItem;
  readonly shown: MomentsView;
  readonly view: View;
}

export function MomentRow({ item, shown, view }: MomentRowProps) {
  const { locale } = shown.organisation;
  return (
    <li className={styles['row']}>
      <StatusMark
        status={item.status ?? 'no_data'}
        title={item.status === null ? 'no KPI' : statusName(item.status)}
      />
      <div className={styles['moment']}>
        <strong>{item.name}</strong>
        <Tags item={item} />
        <small>
          {momentKindName(item.kind)}
          {item.trigger === null ? '' : ` · triggered by ${item.trigger}`}
          {item.priority === null ? ' · not prioritised' : ` · priority ${item.priority}`}
        </small>
      </div>
      <div className={styles['stage']}>
        <Link href={stagePath(item.stage.slug, view)}>{item.stage.name}</Link>
        <small className={item.status === 'off_target' ? styles['off'] : undefined}>
          {standText(item, shown)}
        </small>
      </div>
      {item.status === null ? (
        <p className={styles['gap']}>
          No KPI measures it: nobody answers, and nobody would see it fail.
        </p>
      ) : (
        <ul className={styles['kpis']}>
          {item.status === 'withheld' ? <li>withheld: a silo KPI measures it</li> : null}
          {item.kpis.length === 0 && item.status !== 'withheld' ? (
            <li>not broken down for these customers</li>
          ) : null}
          {item.kpis.map((kpi) => (
            <KpiLine key={kpi.kpi.slug} item={kpi} view={view} locale={locale} />
          ))}
        </ul>
      )}
    </li>
  );
}

function Tags({ item: { critical, aim } }: Pick<MomentRowProps, 'item'>) {
  return (
    <>
      {critical ? <span className={styles['critical']}>critical</span> : null}
      {aim === 'wow' ? <span className={styles['wow']}>wow</span> : null}
    </>
  );
}

function standText({ status, since, sinceAtLeast }: MomentItem, shown: MomentsView): string {
  if (status === null) return 'not measured';
  const name = capitalised(statusName(status));
  if (since === null) return name;
  const { organisation, frame } = shown;
  const period = shortName(since, organisation.locale, organisation, frame.period);
  return `${name} since ${period}${sinceAtLeast ? ' or before' : ''}`;
}

interface KpiLineProps {
  readonly item: BoardItem;
  readonly view: View;
  readonly locale: string;
}

function KpiLine({ item, view, locale }: KpiLineProps) {
  const { kpi, accountable, contributing, target, direction, decimals } = item;
  const written = targetText(target, direction, decimals, locale);
  const better = directionText(direction);
  return (
    <li className={styles['kpi']}>
      <div>
        <Link href={kpiPath(kpi.slug, view)} data-step="">
          {kpi.name}
        </Link>
        <small>
          <SentenceText sentence={item.sentence} />
        </small>
        <small>
          <strong>
            <Link href={teamPath(accountable.slug, view)}>{accountable.name}</Link> answers
          </strong>
          {accountable.lead === null ? '' : ` (${accountable.lead})`}
          {contributing.length === 0
            ? ''
            : ` · shared by ${contributing.map(({ name }) => name).join(', ')}`}
        </small>
      </div>
      <p className={styles['value']}>
        <strong>{valueText(item, locale)}</strong>
        <small>
          {written === null ? 'no target' : `target ${written}`}
          {better === null ? '' : `, ${better}`}
        </small>
      </p>
      <Sparkline points={item.points} name={null} width={96} />
    </li>
  );
}
