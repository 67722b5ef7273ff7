/** What is dated in a KPI: who answers from when on, and which targets hold. */

import { Card } from '@/components/ui/card';
import form from '@/components/ui/form.module.css';
import { Link } from '@/components/ui/link';
import type { Organisation } from '@/lib/domain/catalog';
import type { CatalogMove } from '@/lib/domain/catalog-move';
import type { FormPageView, TargetLine } from '@/lib/domain/catalog-view';
import { formatValue, withUnit } from '@/lib/format';
import { formatDate } from '@/lib/format-period';
import { entryPartPath, kpiPath } from '@/lib/paths';
import styles from './catalog.module.css';

export interface DatedProps {
  readonly dated: NonNullable<FormPageView['dated']>;
  readonly organisation: Pick<Organisation, 'locale'>;
  readonly remove: (move: CatalogMove) => (form: FormData) => Promise<void>;
}

export function Dated({ dated, organisation, remove }: DatedProps) {
  const { slug, owners, targets, judged } = dated;
  const { locale } = organisation;
  return (
    <div className={styles['pair']}>
      <Card id="owners" title="Who answers">
        <ul className={styles['list']}>
          {owners.toReversed().map(({ team, name, from, present }) => (
            <li key={`${team} ${from}`}>
              <span>{present ? <strong>{name}</strong> : name}</span>
              <small>
                {from === null ? 'from the beginning' : `from ${formatDate(from, locale)}`}
                {present ? ', today' : ''}
              </small>
            </li>
          ))}
        </ul>
        <p className={styles['more']}>
          <Link
            href={entryPartPath('kpi', slug, 'owner')}
            className={`${form['button']} ${form['second']}`}
          >
            Another team from a day on
          </Link>
        </p>
      </Card>
      <Card id="targets" title="Targets">
        {judged ? null : (
          <p className={styles['none']}>It is shown for context: no target judges it.</p>
        )}
        {judged && targets.length === 0 ? (
          <p className={styles['none']}>None yet: it is not judged, and shown as a gap.</p>
        ) : null}
        <ul className={styles['list']}>
          {targets.map((line) => (
            <li key={line.name}>
              <Link href={entryPartPath('kpi', slug, 'target', { target: line.name })}>
                {boundsText(line, dated, locale)}
              </Link>
              <small>
                from {formatDate(line.target.from, locale)}
                {line.target.ends === null ? '' : ` to ${formatDate(line.target.ends, locale)}`}
                {line.scope === '' ? '' : ` · ${line.scope}`}
              </small>
              <details className={styles['aside']}>
                <summary>Remove</summary>
                <form action={remove({ move: 'target', target: line.name })}>
                  <p>Periods that it holds for are judged by the one before it, or not at all.</p>
                  <button type="submit" className={`${form['button']} ${form['remove']}`}>
                    Remove this target
                  </button>
                </form>
              </details>
            </li>
          ))}
        </ul>
        <p className={styles['more']}>
          {judged ? (
            <Link
              href={entryPartPath('kpi', slug, 'target')}
              className={`${form['button']} ${form['second']}`}
            >
              New target from a day on
            </Link>
          ) : null}
          <Link href={kpiPath(slug)}>The KPI’s page</Link>
        </p>
      </Card>
    </div>
  );
}

function boundsText(
  { target: { bounds } }: TargetLine,
  { unit, decimals }: DatedProps['dated'],
  locale: string,
): string {
  const { target, atRisk, low, high, margin } = bounds;
  const value = (number: number) => formatValue(number, unit, decimals, locale);
  if (target !== null) {
    return atRisk === null ? value(target) : `${value(target)}, at risk until ${value(atRisk)}`;
  }
  const range =
    low !== null && high !== null
      ? `${value(low)} to ${value(high)}`
      : low !== null
        ? `${value(low)} or more`
        : high !== null
          ? `${value(high)} or less`
          : withUnit('–', unit, locale);
  return margin === null ? range : `${range}, at risk within ${value(margin)}`;
}
