/** Actions as lines: what, who, by when, whether late, what it is about and what came of it. */
import { Link } from '@/components/ui/link';
import type { ActionLine } from '@/lib/domain/action';
import type { CalendarDate } from '@/lib/domain/calendar';
import type { ShownOrganisation } from '@/lib/domain/contrast-view';
import { kpiPath, momentsPath, stagePath } from '@/lib/paths';
import { actionPath } from '@/lib/paths-review';
import styles from './action.module.css';
import { dueText, effectText, lateText, originText, whoText } from './words';

export interface ActionRowsProps {
  readonly lines: readonly ActionLine[];
  readonly organisation: ShownOrganisation;
  readonly today: CalendarDate;
  /** Where the form of an action goes back to. */
  readonly back: string;
  /** What the page is about need not be said in every line. */
  /** What charts say since, of those that are done, by id. */
  readonly seen?: ReadonlyMap<number, string>;
  readonly without?: 'kpi' | 'stage' | 'team';
}

export function ActionRows(props: ActionRowsProps) {
  return (
    <ul className={styles['rows']}>
      {props.lines.map((line) => (
        <Row key={line.id} line={line} {...props} />
      ))}
    </ul>
  );
}

function Row({
  line,
  organisation,
  today,
  back,
  seen,
  without,
}: Omit<ActionRowsProps, 'lines'> & { readonly line: ActionLine }) {
  const { locale } = organisation;
  const late = lateText(line);
  const effect = effectText(line, today, locale);
  const origin = line.state === 'open' ? originText(line, organisation) : null;
  return (
    <li className={line.state === 'open' ? undefined : styles['closed']}>
      <Link className={styles['text']} href={actionPath(line.id, { back })} data-step="">
        {line.text}
      </Link>
      <span className={styles['state']}>
        {late === null ? null : <strong className={styles['late']}>{late}</strong>}
        {line.state === 'open' ? null : <strong>{line.state}</strong>}
      </span>
      <small>
        {[whoText(line), dueText(line, today, locale), origin].filter(Boolean).join(' · ')}
      </small>
      <About line={line} without={without} />
      {effect === null ? null : <small>Expected: {effect}</small>}
      {line.outcome === null ? null : (
        <small>
          {line.state === 'dropped' ? 'Why' : 'What came of it'}: {line.outcome}
        </small>
      )}
      {seen?.has(line.id) ? <small>On its chart: {seen.get(line.id)}</small> : null}
    </li>
  );
}

function About({
  line,
  without,
}: {
  readonly line: ActionLine;
  readonly without: ActionRowsProps['without'];
}) {
  const { kpi, stage, moment } = line;
  const about = [
    ...(kpi === null || without === 'kpi' ? [] : [{ ...kpi, href: kpiPath(kpi.slug) }]),
    ...(stage === null || without === 'stage' ? [] : [{ ...stage, href: stagePath(stage.slug) }]),
    ...(moment === null ? [] : [{ ...moment, href: momentsPath() }]),
  ];
  if (about.length === 0) return null;
  return (
    <small>
      On{' '}
      {about.map(({ slug, name, href }, index) => (
        <span key={slug}>
          {index === 0 ? '' : ', '}
          <Link href={href}>{name}</Link>
        </span>
      ))}
    </small>
  );
}
